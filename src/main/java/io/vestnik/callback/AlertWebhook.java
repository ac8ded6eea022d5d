package io.vestnik.callback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.alert.Alert;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts alerts to the operators' webhook, as signed CloudEvents like callbacks; kept in memory, tried for some minutes. */
final class AlertWebhook implements Consumer<Alert>, AutoCloseable {

    static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMinutes(2));
    /** More at once is a storm, and the log has them all. */
    static final int MOST_UNDER_WAY = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Alert.class.getPackageName());
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Event(
            String specversion, String id, String source, String type, String subject, String time, String datacontenttype,
            Data data) {}

    private record Data(String alert, String state, String subject, String text, String runbook, String node) {}

    private final CallbackClient client;
    private final Target target;
    private final URI url;
    private final WebhookSignature signature;
    private final String source;
    private final String node;
    private final Clock clock;
    private final List<Duration> pauses;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicBoolean away = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor retries =
            new ScheduledThreadPoolExecutor(1, work -> new Thread(work, "alert-retries"));

    /**
     * @param source the hub's public URL
     * @param node which of the hub's nodes tells
     */
    AlertWebhook(CallbackClient client, URI url, String secret, String source, String node, Clock clock, List<Duration> pauses) {
        this.client = client;
        this.target = Target.of(url.toString()).orElseThrow();
        this.url = url;
        this.signature = WebhookSignature.by(secret);
        this.source = source;
        this.node = node;
        this.clock = clock;
        this.pauses = pauses;
        retries.setRejectedExecutionHandler(new ScheduledThreadPoolExecutor.DiscardPolicy()); // closed meanwhile
    }

    @Override
    public void accept(Alert alert) {
        if (underWay.incrementAndGet() > MOST_UNDER_WAY) {
            underWay.decrementAndGet();
            LOG.warn("alert webhook target={}: {} alerts are under way, this one is in the log alone", target, MOST_UNDER_WAY);
            return;
        }
        String id = UlidCreator.getMonotonicUlid().toString();
        post(id, body(id, alert), 0);
    }

    private void post(String id, String body, int attempt) {
        long timestamp = clock.instant().getEpochSecond();
        Map<String, String> headers = Map.of(
                "webhook-id", id,
                "webhook-timestamp", Long.toString(timestamp),
                "webhook-signature", signature.of("", id, timestamp, body).orElseThrow());
        client.post(target, url, headers, body).thenAccept(answer -> answered(answer, id, body, attempt));
    }

    private void answered(Answer answer, String id, String body, int attempt) {
        if (answer.isSuccess()) {
            underWay.decrementAndGet();
            if (away.getAndSet(false)) {
                LOG.info("alert webhook target={} takes alerts again", target);
            }
            return;
        }
        if (!away.getAndSet(true)) {
            LOG.warn("alert webhook target={} got={}, alerts are tried again and then in the log alone", target, answer);
        }
        if (attempt < pauses.size()) {
            retries.schedule(() -> post(id, body, attempt + 1), pauses.get(attempt).toMillis(), TimeUnit.MILLISECONDS);
        } else {
            underWay.decrementAndGet();
            LOG.warn("alert webhook target={} alert_id={} given up because={}", target, id, answer);
        }
    }

    private String body(String id, Alert alert) {
        Data data = new Data(
                alert.kind().toString(), alert.state(), alert.subject(), alert.text(), alert.kind().runbook(), node);
        try {
            return JSON.writeValueAsString(new Event(
                    "1.0", id, source, "io.vestnik.alert", alert.subject(), alert.at().toString(), "application/json", data));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings can be written", e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        retries.shutdownNow(); // what is still to be tried is in the log
        client.close();
    }
}
