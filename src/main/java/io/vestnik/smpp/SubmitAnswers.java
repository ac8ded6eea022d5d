package io.vestnik.smpp;

import io.vestnik.channel.FailureKind;
import io.vestnik.channel.Outcome;
import io.vestnik.channel.Provider;
import io.vestnik.channel.sms.ProviderMessageId;
import io.vestnik.channel.sms.SmppStatus;
import io.vestnik.settings.ProviderSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes outcomes of answers, tells each once, and frees the provider's slots. */
final class SubmitAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(SubmitAnswers.class);
    private static final long ALERT_EVERY = TimeUnit.MINUTES.toNanos(1);

    private final Provider provider;
    private final Consumer<Outcome> outcomes;
    private final BiConsumer<OutgoingMessage, List<Integer>> resender;
    private final SmppStatus status;
    private final ProviderMessageId ids;
    private final Map<Integer, Long> alerted = new ConcurrentHashMap<>();
    /** Messages whose outcome is not told yet. */
    private final AtomicInteger open = new AtomicInteger();
    private final CompletableFuture<Void> idle = new CompletableFuture<>();
    private final AtomicInteger freed = new AtomicInteger();
    private final AtomicInteger calm = new AtomicInteger();
    private volatile boolean stopping;

    /** @param resender sends parts of a message again, after a while */
    SubmitAnswers(Provider provider, Consumer<Outcome> outcomes, BiConsumer<OutgoingMessage, List<Integer>> resender) {
        ProviderSettings settings = provider.settings();
        this.provider = provider;
        this.outcomes = outcomes;
        this.resender = resender;
        this.status = new SmppStatus(settings.codes());
        this.ids = new ProviderMessageId(settings.idFormat());
    }

    ProviderMessageId ids() {
        return ids;
    }

    void opened() {
        open.incrementAndGet();
    }

    /** Completes when every message that was opened has its outcome; call it when no more are. */
    CompletableFuture<Void> idle() {
        stopping = true;
        if (open.get() == 0) {
            idle.complete(null);
        }
        return idle;
    }

    /** @param late its time was over: the slot is free already */
    void answered(SubmitBatch.Entry entry, int commandStatus, String id, boolean late) {
        freed.addAndGet(late ? 0 : 1);
        OutgoingMessage message = entry.message();
        if (commandStatus == 0) {
            calm.incrementAndGet();
            // a carrier that gives no id gives no receipt either: the row still needs one of its own
            String own = "none-" + message.submission().deliveryId() + "-" + entry.part();
            settled(message, message.taken(entry.part(), id.isBlank() ? own : ids.ofAnswer(id)));
            return;
        }
        FailureKind kind = status.kind(commandStatus, message.submission().attempt());
        if (status.concernsOperator(commandStatus)) {
            alert(commandStatus);
        }
        switch (kind) {
            case THROTTLED -> provider.throttled();
            case CONFIGURATION -> provider.openCircuit(SmppStatus.code(commandStatus));
            case CHANNEL, RECIPIENT -> calm.incrementAndGet();
            case TRANSIENT -> faulted(message, SmppStatus.code(commandStatus));
        }
        settled(message, message.refused(entry.part(), kind, commandStatus));
    }

    /** Went out, and no answer can come in time. */
    void lost(OutgoingMessage message, int part, String code) {
        freed.incrementAndGet();
        settled(message, message.lost(part, code));
    }

    void unsent(OutgoingMessage message, int part) {
        freed.incrementAndGet();
        settled(message, message.unsent(part));
    }

    void unwritable(OutgoingMessage message, int part) {
        freed.incrementAndGet();
        settled(message, message.unwritable(part));
    }

    /** One fault a message, however many of its parts tell it. */
    void faulted(OutgoingMessage message, String code) {
        if (message.faulted()) {
            faulted(code);
        }
    }

    /** Tells the provider's circuit, after the answers that came before it. */
    void faulted(String code) {
        succeeded();
        provider.faulted(code);
    }

    private void succeeded() {
        int answers = calm.getAndSet(0);
        if (answers > 0) {
            provider.succeeded(answers);
        }
    }

    /** Frees the slots of what came in at one go: one wake-up, not one an answer. */
    void flush() {
        succeeded();
        provider.release(freed.getAndSet(0));
    }

    private void settled(OutgoingMessage message, boolean nonePending) {
        if (!nonePending) {
            return;
        }
        List<Integer> again = message.resend();
        if (!again.isEmpty()) {
            freed.addAndGet(-again.size()); // they need their slots again
            resender.accept(message, again);
            return;
        }
        Outcome outcome = message.outcome(provider::others);
        if (outcome != null) {
            tell(outcome);
        }
        if (message.close()) {
            closed();
        }
    }

    void tell(Outcome outcome) {
        try {
            outcomes.accept(outcome);
        } catch (RuntimeException e) {
            LOG.error("The outcome of delivery {} was not taken: it becomes unknown when its time is over",
                    outcome.deliveryId(), e);
        }
    }

    private void closed() {
        if (open.decrementAndGet() == 0 && stopping) {
            idle.complete(null);
        }
    }

    private void alert(int commandStatus) {
        long now = System.nanoTime();
        Long last = alerted.get(commandStatus);
        if (last == null || now - last > ALERT_EVERY) {
            alerted.put(commandStatus, now);
            LOG.error("Provider {} refuses messages with {}: see what we send, and the sender names registered there",
                    provider.name(), SmppStatus.code(commandStatus));
        }
    }
}
