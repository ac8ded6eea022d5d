package io.vestnik.channel.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.channel.Outcome;
import io.vestnik.channel.Submission;
import io.vestnik.message.Content;
import io.vestnik.message.MessageClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * What holds for every channel: exactly one outcome follows a submission, whatever happens on the wire; nothing secret is logged; what
 * comes back is handed on as it was told. A channel brings its wire and its table of cases; the boring ones are asked for by name. Channels
 * by HTTP extend {@link HttpContract}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ChannelContract {

    /** Of every submission here. */
    protected static final String DELIVERY = "01JD7Q3V9SZ4X8K2M6N0P5R1TA";
    protected static final String MESSAGE = "01JD7Q3V9SZ4X8K2M6N0P5R1TB";
    protected static final String ACCOUNT = "school-of-java";

    /** Filled by the wire. */
    protected final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private LogWatch log;

    /** Starts the channel's route with the real answers and providers, and the provider that it talks to. */
    protected abstract void open() throws Exception;

    protected abstract void close() throws Exception;

    /** Puts it on the channel's wire, as its route does after the claim. */
    protected abstract void send(Submission submission);

    /** Before each case: nothing was asked, nothing is scripted. */
    protected abstract void nothingYet();

    /** After each case: all that was scripted was asked for, and nothing else. */
    protected abstract void nothingLeft();

    protected abstract String channel();

    /** A recipient's. */
    protected abstract String address();

    /** What must be in no log: tokens, passwords, keys. */
    protected abstract Collection<String> secrets();

    /** Messages of each kind that the channel can carry, and each success and error that its provider documents. */
    protected abstract List<Case> sends();

    /** Receipts, replies and other news of the provider. */
    protected abstract List<Case> news();

    /** Null: there is no such thing on this wire. */
    protected abstract Case boring(Boring boring);

    @BeforeAll
    final void start() throws Exception {
        log = new LogWatch();
        open();
    }

    @AfterAll
    final void end() throws Exception {
        close();
        log.close();
    }

    @TestFactory
    final Stream<DynamicTest> whatIsSent() {
        return tests(sends());
    }

    @TestFactory
    final Stream<DynamicTest> whatIsTold() {
        return tests(news());
    }

    @TestFactory
    final Stream<DynamicTest> whatHappensOnEveryWire() {
        return tests(Stream.of(Boring.values()).map(this::boring).filter(Objects::nonNull).toList());
    }

    private Stream<DynamicTest> tests(List<Case> cases) {
        assertThat(cases.stream().map(Case::name)).doesNotHaveDuplicates();
        return cases.stream().map(row -> DynamicTest.dynamicTest(row.name(), () -> {
            nothingYet();
            outcomes.clear();
            log.forget();
            row.test().execute();
            nothingLeft();
            assertThat(outcomes).as("outcomes that nobody asked for").isEmpty();
            log.tellsNothingOf(secrets());
        }));
    }

    /** Exactly one comes; its text, and what is said in it, is in no log. */
    protected final String outcomeOf(Submission submission) {
        send(submission);
        await().pollDelay(Duration.ZERO).atMost(Duration.ofSeconds(30)).until(() -> !outcomes.isEmpty());
        Outcome outcome = outcomes.remove();
        assertThat(outcome.deliveryId()).isEqualTo(submission.deliveryId());
        String text = OutcomeText.of(outcome);
        Collection<String> confidential = new ArrayList<>(List.of(submission.address()));
        if (submission.text() != null && submission.text().length() > 7) {
            confidential.add(submission.text());
        }
        log.tellsNothingOf(confidential);
        assertThat(secrets()).as("secrets in %s", text).noneMatch(text::contains);
        return text;
    }

    /** Of text alone, by the provider with that name. */
    protected final Submission submission(String provider, String text) {
        return submission(provider, text, Content.TEXT_ALONE);
    }

    protected final Submission submission(String provider, String text, Content content) {
        return submission(provider, address(), text, content, Instant.now().plusSeconds(60));
    }

    /** @param sendBy as the row may be judged then */
    protected final Submission submission(String provider, String address, String text, Content content, Instant sendBy) {
        return new Submission(
                DELIVERY, MESSAGE, ACCOUNT, channel(), provider, MessageClass.SERVICE, address, "SCHOOL", text, 1, 1, 7,
                Instant.now().plusSeconds(600), sendBy, content);
    }
}
