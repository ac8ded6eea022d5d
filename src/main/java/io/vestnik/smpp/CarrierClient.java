package io.vestnik.smpp;

import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.vestnik.channel.FailureKind;
import io.vestnik.channel.Outcome;
import io.vestnik.channel.Provider;
import io.vestnik.channel.Submission;
import io.vestnik.channel.sms.SmppStatus;
import io.vestnik.settings.ProviderSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jsmpp.PDUStringException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All sessions with one provider: keeps them bound, and spreads submits over them. */
final class CarrierClient {

    private static final Logger LOG = LoggerFactory.getLogger(CarrierClient.class);

    private final Provider provider;
    private final CarrierAddress address;
    private final SmppTimes times;
    private final EventLoopGroup loops;
    private final BlockingQueue<Incoming> inbox;
    private final SubmitAnswers answers;
    private final SubmitEncoder encoder;
    private final DeliverReader reader;
    private final List<SmppLink> links = new ArrayList<>();
    private volatile boolean stopping;
    private volatile boolean bindRefused;

    /**
     * @param outcomes is called on the event loop: must not block
     * @throws IllegalArgumentException when the provider's settings can't work
     */
    CarrierClient(
            Provider provider,
            SmppTimes times,
            EventLoopGroup loops,
            SslContext tls,
            Consumer<Outcome> outcomes,
            BlockingQueue<Incoming> inbox) {
        ProviderSettings settings = provider.settings();
        this.provider = provider;
        this.address = CarrierAddress.of(settings.uri());
        this.times = times;
        this.loops = loops;
        this.inbox = inbox;
        this.answers = new SubmitAnswers(provider, outcomes, (message, parts) ->
                loops.schedule(() -> resend(message, parts), times.resend().toMillis(), TimeUnit.MILLISECONDS));
        this.encoder = new SubmitEncoder(settings.senders(), Clock.systemUTC());
        this.reader = new DeliverReader(provider, answers.ids(), Clock.systemUTC());
        for (int i = 0; i < settings.binds(); i++) {
            for (BindRole role : BindRole.of(settings.bind())) {
                links.add(new SmppLink(this, role, times, address.tls() ? tls : null, loops.next()));
            }
        }
    }

    String name() {
        return provider.name();
    }

    /** Submits in flight, a session. */
    int window() {
        return provider.settings().window();
    }

    Provider provider() {
        return provider;
    }

    CarrierAddress address() {
        return address;
    }

    DeliverReader reader() {
        return reader;
    }

    SubmitAnswers answers() {
        return answers;
    }

    BlockingQueue<Incoming> inbox() {
        return inbox;
    }

    void start() {
        links.forEach(SmppLink::start);
    }

    /** No new submits; waits for answers, unbinds and closes. */
    CompletableFuture<Void> stop() {
        stopping = true;
        long drain = times.drain().toMillis();
        return answers.idle()
                .completeOnTimeout(null, drain, TimeUnit.MILLISECONDS)
                .thenCompose(drained -> CompletableFuture.allOf(
                        links.stream().map(SmppLink::stop).toArray(CompletableFuture[]::new)))
                .completeOnTimeout(null, drain + 2_000, TimeUnit.MILLISECONDS);
    }

    /** Puts messages on the wire and does not wait; each has its outcome told. */
    void submit(List<Submission> submissions) {
        Map<SmppSession, SubmitBatch> batches = new LinkedHashMap<>();
        for (Submission submission : submissions) {
            OutgoingMessage message;
            try {
                message = new OutgoingMessage(submission);
            } catch (IllegalArgumentException e) {
                provider.release(submission.segments());
                answers.tell(new Outcome.Refused(submission.deliveryId(), FailureKind.CHANNEL, "too-long", null));
                continue;
            }
            answers.opened();
            provider.release(submission.segments() - message.size()); // reserved for another count: put right
            send(message, IntStream.range(0, message.size()).boxed().toList(), batches);
        }
        batches.forEach(SmppSession::submit);
        answers.flush();
    }

    private void resend(OutgoingMessage message, List<Integer> parts) {
        Map<SmppSession, SubmitBatch> batches = new LinkedHashMap<>();
        send(message, parts, batches);
        batches.forEach(SmppSession::submit);
        answers.flush();
    }

    private void send(OutgoingMessage message, List<Integer> parts, Map<SmppSession, SubmitBatch> batches) {
        SmppSession session = stopping ? null : freest(batches);
        if (session == null) {
            parts.forEach(part -> answers.unsent(message, part));
            return;
        }
        SubmitBatch batch = batches.computeIfAbsent(session, s -> new SubmitBatch());
        for (int part : parts) {
            if (batch.entries().size() == window()) {
                session.submit(batch);
                batch = new SubmitBatch();
                batches.put(session, batch);
            }
            try {
                batch.add(encoder, message, part, session.nextSequence());
            } catch (PDUStringException | RuntimeException e) {
                // its text would quote the recipient
                LOG.warn("Delivery {} can't be written as submit_sm: {}",
                        message.submission().deliveryId(), e.getClass().getSimpleName());
                answers.unwritable(message, part);
            }
        }
    }

    private SmppSession freest(Map<SmppSession, SubmitBatch> batches) {
        return links.stream()
                .filter(link -> link.role().submits())
                .map(SmppLink::session)
                .filter(Objects::nonNull)
                .min(Comparator.comparingInt(session -> {
                    SubmitBatch batch = batches.get(session);
                    return session.load() + (batch == null ? 0 : batch.entries().size());
                }))
                .orElse(null);
    }

    boolean bound() {
        return links.stream().anyMatch(link -> link.session() != null);
    }

    /** Its credentials are wrong. */
    void bindRefused(int status) {
        bindRefused = true;
        provider.openCircuit(SmppStatus.code(status));
    }

    /** That says that the credentials are right, and nothing of what becomes of messages. */
    void bindTaken() {
        if (bindRefused) {
            bindRefused = false;
            provider.succeeded(1);
        }
    }

    void bindsChanged() {
        provider.bound((int) links.stream().filter(l -> l.role().submits() && l.session() != null).count());
    }
}
