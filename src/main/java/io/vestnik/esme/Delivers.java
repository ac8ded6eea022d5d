package io.vestnik.esme;

import io.vestnik.alert.DeadLetterAlarm;
import io.vestnik.batch.MicroBatcher;
import io.vestnik.batch.Outage;
import io.vestnik.callback.Backoff;
import io.vestnik.metrics.BatchSizes;
import io.vestnik.metrics.EsmeMeters;
import io.vestnik.queue.Leases;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The deliver_sm that clients are owed: claimed by the node that sends them, and gone when the client has acknowledged them. */
@Component("delivers")
public class Delivers {

    private static final Logger LOG = LoggerFactory.getLogger(Delivers.class);
    /** They take a day. */
    static final int MOST_ATTEMPTS = 30;
    private static final int AT_ONCE = 3;
    private static final Duration AFTER_THE_EARLIER = Duration.ofSeconds(1);
    private static final Executor IN_A_SECOND = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final DeliverRows rows;
    private final BoundClients clients;
    private final DeadLetterAlarm deadLetters;
    private final MicroBatcher<Told, Told> results;
    /** What is on its way: until when its lease may last, by System.nanoTime. */
    private final Map<String, Long> inHand = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Delivers(DeliverRows rows, BoundClients clients, DeadLetterAlarm deadLetters) {
        this.rows = rows;
        this.clients = clients;
        this.deadLetters = deadLetters;
        BatchSizes sizes = new BatchSizes("deliver-results");
        this.results = new MicroBatcher<>("deliver-results", 500, told -> {
            sizes.record(told.size());
            return rows.settle(told);
        });
    }

    /** Under what name {@link Leases} counts what is in a client's queue. */
    static String queue(String systemId) {
        return Leases.OF_CLIENT + systemId;
    }

    /**
     * Those of a batch from a client's queue that are this node's to send, in the order in which they came to be. Each must be told of
     * within two minutes: then its lease may be over, and it comes again.
     */
    public List<Deliver> claim(Iterable<?> ids) {
        List<String> unclaimed = new ArrayList<>();
        ids.forEach(id -> {
            if (!isInHand(id.toString())) {
                unclaimed.add(id.toString());
            }
        });
        List<Deliver> claimed = new ArrayList<>();
        if (unclaimed.isEmpty()) {
            return claimed;
        }
        for (DeliverRows.Claimed row : rows.claim(unclaimed)) {
            Deliver deliver = row.deliver();
            inHand.put(deliver.id(), System.nanoTime() + row.lease().toNanos());
            if (!deliver.account().equals(clients.owner(deliver.systemId()))) {
                unsent(deliver, Duration.ZERO); // the login went to another meanwhile
            } else if (row.early()) {
                unsent(deliver, AFTER_THE_EARLIER);
            } else {
                claimed.add(deliver);
            }
        }
        return claimed;
    }

    /** The broker may bring a batch again while its first copy is on its way. */
    private boolean isInHand(String id) {
        Long until = inHand.get(id);
        return until != null && System.nanoTime() - until < 0;
    }

    /** The client has it. Returns at once. */
    public void acknowledged(Deliver deliver) {
        write(Told.done(deliver));
    }

    /** The client refused it, for now or for good: it comes again later, and after a day it is a dead letter. Returns at once. */
    public void refused(Deliver deliver, int status) {
        int attempts = deliver.attempts() + 1;
        String why = "command_status 0x" + Integer.toHexString(status);
        LOG.info("{} attempt={} got={}", deliver, attempts, why);
        failed(deliver, attempts, why, Backoff.after(attempts, Duration.ZERO));
    }

    /**
     * The client had it and went without an answer, perhaps because of it: it comes again, at once for the first few times, and after a
     * day it is a dead letter. Returns at once.
     */
    public void unanswered(Deliver deliver) {
        int attempts = deliver.attempts() + 1;
        Duration delay = attempts <= AT_ONCE ? Duration.ZERO : Backoff.after(attempts - AT_ONCE, Duration.ZERO);
        failed(deliver, attempts, "no answer", delay);
    }

    private void failed(Deliver deliver, int attempts, String why, Duration delay) {
        if (attempts >= MOST_ATTEMPTS) {
            LOG.warn("{} given up: {}", deliver, why);
            write(Told.dead(deliver, why));
        } else {
            write(Told.refused(deliver, delay));
        }
    }

    /** It never left: it comes again, at once if the client is still bound somewhere. Returns at once. */
    public void unsent(Deliver deliver, Duration delay) {
        write(Told.unsent(deliver, delay));
    }

    /** What was leased and did not get into its queue is due in a second. */
    public void free(Collection<String> ids) {
        rows.free(ids);
    }

    /** While the database is away it is kept, or all would be sent again. */
    private void write(Told told) {
        results.add(told).whenComplete((written, failure) -> {
            if (failure != null && Outage.is(failure) && !closed) {
                IN_A_SECOND.execute(() -> write(told));
                return;
            }
            inHand.remove(told.deliver().id());
            if (failure != null) {
                LOG.warn("{} {} not written, it comes again: {}", told.deliver(), told.kind(), failure.toString());
            } else {
                EsmeMeters.settled(told.kind().name().toLowerCase(Locale.ROOT));
                if (told.kind() == Told.Kind.DEAD) {
                    deadLetters.written("callback", 1);
                }
            }
        });
    }

    @PreDestroy
    void close() throws InterruptedException {
        closed = true;
        results.close();
    }
}
