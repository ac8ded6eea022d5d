package io.vestnik.channel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.channel.Submission;
import io.vestnik.harness.FakeAnswer;
import io.vestnik.harness.FakeProvider;
import io.vestnik.harness.FakeRequest;
import io.vestnik.message.Content;
import io.vestnik.settings.ProviderSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@link ChannelContract} for a channel, or a provider of one, that {@code routes/egress/API.http.yaml} describes. A subclass says how its
 * provider is set up, what one text and its answer look like, what a revoked token gets, and its tables; the rest is asked here.
 */
public abstract class HttpContract extends ChannelContract {

    /** Of the message in {@link #sample}. */
    protected static final String TEXT = "Вебинар начнётся через час: https://school.example/w/17";
    /** The provider of the tables; others stand for what goes wrong. */
    protected static final String MAIN = "main";

    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final Duration HASTY = Duration.ofMillis(300);

    private FakeProvider fake;
    private HttpSlice slice;

    /** The description's name. */
    protected String api() {
        return channel();
    }

    /** As an operator would write them, by {@link #settings(String, String, String, String, Map, Duration)}. */
    protected abstract ProviderSettings settings(String name, String url, Duration timeout);

    /** What one text makes, {@link #TEXT} to {@link #address}, and how it is taken. */
    protected abstract Exchanged sample();

    /** What becomes of the sample when it is taken. */
    protected abstract String sampleOutcome();

    /** What the provider says when our token holds no more. */
    protected abstract Reaction revoked();

    /** Too many requests, with the time to wait in the body; null: it never says it there. */
    protected Reaction throttledInBody() {
        return null;
    }

    /** An error with HTTP 200; null: it never does so. */
    protected Reaction errorInsideSuccess() {
        return null;
    }

    /** What is kept of the chat with the recipient, JSON; null: nothing. */
    protected String kept() {
        return null;
    }

    /** What calls of its webhook tell; the first one is tried with wrong signatures, too. */
    protected abstract List<Told> told();

    /** As the provider signs it; null: it has no webhook. */
    protected abstract Hook signed(Hook hook);

    /** With a signature that is not right. */
    protected Hook forged(Hook hook) {
        return signed(hook.body(hook.body() + " ")).body(hook.body());
    }

    /** Signed well, an hour ago; null: calls tell no time that is signed. */
    protected Hook stale(Hook hook) {
        return null;
    }

    @Override
    protected final void open() throws Exception {
        fake = new FakeProvider();
        slice = new HttpSlice(
                channel(),
                api(),
                List.of(
                        settings(MAIN, fake.url(), PATIENT),
                        settings("revoked", fake.url(), PATIENT),
                        settings("hasty", fake.url(), HASTY),
                        settings("gone", fake.nobody(), PATIENT),
                        settings("crowded", fake.crowded(), PATIENT),
                        settings("nowhere", "http://nowhere.invalid", PATIENT)),
                outcomes::add);
    }

    @Override
    protected final void close() throws Exception {
        slice.close();
        fake.close();
    }

    @Override
    protected final void send(Submission submission) {
        slice.send(submission);
    }

    @Override
    protected final void nothingYet() {
        fake.forget();
        slice.news().forget();
        slice.keeps(kept());
    }

    @Override
    protected final void nothingLeft() {
        fake.verify();
        assertThat(slice.news().heard()).as("news that nobody asked for").isEmpty();
    }

    /** The token, and the options whose names say that they are secret. */
    @Override
    protected Collection<String> secrets() {
        ProviderSettings settings = settings(MAIN, "http://localhost", PATIENT);
        return Stream.concat(
                        Stream.ofNullable(settings.token()),
                        settings.options().entrySet().stream()
                                .filter(option -> option.getKey().matches(".*(secret|token|password|key).*"))
                                .map(Map.Entry::getValue))
                .toList();
    }

    /** A message that goes out in these requests, and what becomes of it. */
    protected final Case sends(String name, String text, Content content, String outcome, Exchanged... exchanges) {
        return sends(name, address(), text, content, outcome, exchanges);
    }

    /** {@link #TEXT} to another recipient. */
    protected final Case sendsTo(String name, String address, String outcome, Exchanged... exchanges) {
        return sends(name, address, TEXT, Content.TEXT_ALONE, outcome, exchanges);
    }

    private Case sends(String name, String address, String text, Content content, String outcome, Exchanged... exchanges) {
        return new Case(name, () -> {
            Stream.of(exchanges).forEach(exchange -> fake.answer(exchange.answer()));
            assertThat(outcomeOf(submission(MAIN, address, text, content, Instant.now().plusSeconds(60)))).isEqualTo(outcome);
            List<FakeRequest> requests = fake.requests();
            assertThat(requests).as("requests").hasSize(exchanges.length);
            for (int i = 0; i < exchanges.length; i++) {
                exchanges[i].wanted().isMetBy(requests.get(i));
            }
        });
    }

    /** The sample, answered otherwise. */
    protected final Case answers(String name, FakeAnswer answer, String outcome) {
        return sends(name, TEXT, Content.TEXT_ALONE, outcome, new Exchanged(sample().wanted(), answer));
    }

    /** The same, after which the hub has this news of the chat. */
    protected final Case andTells(Case sends, String... news) {
        return new Case(sends.name(), () -> {
            sends.test().execute();
            assertThat(slice.news().heard()).containsExactly(news);
            slice.news().forget();
        });
    }

    /** The same where nothing is kept of the chat, and what is kept after it. @param made JSON; null: nothing */
    protected final Case makes(String name, String made, Case sends) {
        return new Case(name, () -> {
            slice.keeps(null);
            sends.test().execute();
            assertThat(slice.made()).isEqualTo(made);
        });
    }

    protected final FakeProvider fake() {
        return fake;
    }

    /** @param options by name, as under {@code options} */
    protected static ProviderSettings settings(
            String name, String uri, String token, String from, Map<String, String> options, String api, Duration timeout) {
        return new ProviderSettings(
                name, URI.create(uri), "trx", 1, false, 50, null, 1, "as-is", Map.of(), Map.of(), Map.of(), from, null, token, api,
                options, timeout, BigDecimal.ZERO);
    }

    @Override
    protected final List<Case> news() {
        Stream<Case> table = told().stream().map(told -> new Case(told.name(), () -> isTold(told, told.signed() ? signed(told.hook()) : told.hook())));
        return Stream.concat(table, told().isEmpty() ? Stream.of() : boringNews()).toList();
    }

    private Stream<Case> boringNews() {
        Told first = told().get(0);
        Told forged = new Told("", first.hook(), false, 401, null, List.of());
        Stream<Case> cases = Stream.of(
                new Case("a wrong signature", () -> isTold(forged, forged(first.hook()))),
                new Case("no signature", () -> {
                    assertThat(slice.call(MAIN, first.hook()).status()).isIn(401, 403);
                }),
                new Case("a provider that there is not", () -> {
                    assertThat(slice.call("nobody", signed(first.hook())).status()).isEqualTo(404);
                }),
                new Case("garbage that is signed", () -> {
                    assertThat(slice.call(MAIN, signed(first.hook().body("<html>no & news"))).status()).isBetween(200, 499);
                }),
                new Case("the same once more", () -> {
                    isTold(first, signed(first.hook()));
                    isTold(first, signed(first.hook()));
                }),
                new Case("before the answer to the send", () -> {
                    isTold(first, signed(first.hook()));
                    fake.answer(sample().answer());
                    assertThat(outcomeOf(submission(MAIN, TEXT))).isEqualTo(sampleOutcome());
                }),
                new Case("out of order", () -> {
                    for (int i = told().size() - 1; i >= 0; i--) {
                        Told told = told().get(i);
                        isTold(told, told.signed() ? signed(told.hook()) : told.hook());
                    }
                }));
        Hook stale = stale(first.hook());
        return stale == null ? cases : Stream.concat(cases, Stream.of(new Case("signed too long ago", () -> isTold(forged, stale))));
    }

    private void isTold(Told told, Hook hook) {
        HttpSlice.Answered answered = slice.call(MAIN, hook);
        assertThat(answered.status()).as("answered with").isEqualTo(told.status());
        if (told.answer() != null) {
            assertThat(answered.body()).isEqualTo(told.answer());
        }
        assertThat(slice.news().heard()).containsExactlyElementsOf(told.news());
        slice.news().forget();
    }

    @Override
    protected Case boring(Boring boring) {
        String name = boring.toString();
        FakeAnswer plain = FakeAnswer.of(429, "text/plain", "slow down");
        return switch (boring) {
            case WAITED_TOO_LONG_FOR_THE_WIRE -> new Case(name, () -> assertThat(
                            outcomeOf(submission(MAIN, address(), TEXT, Content.TEXT_ALONE, Instant.now())))
                    .isEqualTo("unsent"));
            case TIME_OUT_BEFORE_THE_BYTES_WENT_OUT -> becomes(name, "crowded", "throttled unreached");
            case CONNECTION_REFUSED -> becomes(name, "gone", "throttled unreached");
            case NO_SUCH_HOST -> becomes(name, "nowhere", "throttled unreached");
            case TIME_OUT_AFTER_THE_BYTES_WENT_OUT -> becomes(name, "hasty", "unknown .*", FakeAnswer.silent());
            // where the reset comes before the request is on its way, nothing went out
            case CONNECTION_DROPPED_BEFORE_IT_WAS_READ -> becomes(
                    name, MAIN, "unknown .*|throttled unreached", FakeAnswer.unread());
            case CONNECTION_DROPPED_WITHOUT_AN_ANSWER -> becomes(name, MAIN, "unknown .*", FakeAnswer.unanswered());
            case CONNECTION_DROPPED_IN_MID_ANSWER -> becomes(name, MAIN, "unknown .*", sample().answer().cut());
            case SLOW_ANSWER_IN_TIME -> becomes(name, MAIN, literally(sampleOutcome()), sample().answer().after(HASTY));
            case THROTTLED_FOR_NOBODY_KNOWS_HOW_LONG -> becomes(name, MAIN, "throttled HTTP 429", plain);
            case THROTTLED_FOR_SECONDS -> becomes(name, MAIN, "throttled HTTP 429 PT7S", plain.header("Retry-After", "7"));
            case THROTTLED_UNTIL_A_DATE -> becomes(
                    name, MAIN, "throttled HTTP 429 PT(1M30S|1M[0-9.]+S|[345][0-9.]*S)", plain.header("Retry-After", inSeconds(90)));
            case THROTTLED_AS_THE_BODY_SAYS -> throttledInBody() == null ? null : reacts(name, MAIN, throttledInBody());
            case BROKEN_500 -> becomes(name, MAIN, "transient HTTP 500", FakeAnswer.of(500, "text/plain", "oops"));
            case BAD_GATEWAY_502 -> becomes(name, MAIN, "unknown HTTP 502", FakeAnswer.of(502, "text/html", "<html>bad gateway"));
            case BUSY_503 -> becomes(name, MAIN, "transient HTTP 503", FakeAnswer.empty(503));
            case GATEWAY_TIME_OUT_504 -> becomes(name, MAIN, "unknown HTTP 504", FakeAnswer.of(504, "text/html", "<html>late"));
            case GARBAGE_WITH_SUCCESS -> becomes(name, MAIN, "unknown .*", FakeAnswer.json(200, "{\"ok\": tr"));
            case HTML_PAGE_WITH_SUCCESS -> becomes(
                    name, MAIN, "unknown .*", FakeAnswer.of(200, "text/html", "<!DOCTYPE html><html><body>Welcome</body></html>"));
            case ERROR_INSIDE_SUCCESS -> errorInsideSuccess() == null ? null : reacts(name, MAIN, errorInsideSuccess());
            case REVOKED_TOKEN -> new Case(name, () -> {
                reacts(name, "revoked", revoked()).test().execute();
                assertThat(revoked().outcome()).startsWith("configuration ");
                assertThat(slice.circuitOpen("revoked")).as("its circuit is open").isTrue();
            });
        };
    }

    private Case reacts(String name, String provider, Reaction reaction) {
        return becomes(name, provider, literally(reaction.outcome()), reaction.answer());
    }

    /** The sample by that provider, which answers so. */
    private Case becomes(String name, String provider, String outcome, FakeAnswer... answers) {
        return new Case(name, () -> {
            fake.answer(answers);
            assertThat(outcomeOf(submission(provider, TEXT))).matches(outcome);
        });
    }

    private static String literally(String text) {
        return Pattern.quote(text);
    }

    /** RFC 9110 section 5.6.7. */
    private static String inSeconds(int seconds) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(seconds));
    }
}
