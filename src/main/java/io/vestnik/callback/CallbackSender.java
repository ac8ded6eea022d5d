package io.vestnik.callback;

import io.vestnik.trace.Traceparent;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the POSTs of callbacks without waiting for their answers, and tells what becomes of each, exactly once. */
public final class CallbackSender implements AutoCloseable {

    static final int MOST_IN_FLIGHT = 500;
    /** A batch waits no longer than this for room, or one stuck target would hold up the queue. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration ENDING = Duration.ofSeconds(10);
    private static final int REMEMBERED_TARGETS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(CallbackSender.class);

    private final CallbackClient client;
    private final WebhookSignature signature;
    private final Function<Result, CompletableFuture<?>> results;
    private final Clock clock;
    private final Map<Target, TargetLane> lanes = new ConcurrentHashMap<>();
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();
    private final Semaphore room = new Semaphore(MOST_IN_FLIGHT);
    /** Answers are handled here, off the client's threads; nothing that is done here waits. */
    private final ExecutorService answers = Executors.newSingleThreadExecutor(work -> new Thread(work, "callback-answers"));

    private volatile boolean closed;

    CallbackSender(CallbackClient client, WebhookSignature signature, Function<Result, CompletableFuture<?>> results, Clock clock) {
        this.client = client;
        this.signature = signature;
        this.results = results;
        this.clock = clock;
    }

    /** Returns when each has been started, has a place in its target's line, or is on its way back to the clock. */
    public void send(Collection<Callback> callbacks) throws InterruptedException {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        for (Callback callback : callbacks) {
            if (!inHand.add(callback.id())) {
                continue; // the broker delivered it again, its first copy is on its way
            }
            Optional<Target> target = Target.of(callback.url());
            if (target.isEmpty()) {
                settle(Result.dead(callback, "not a URL that can be called"));
                continue;
            }
            try {
                enter(callback, target.get(), patience);
            } catch (InterruptedException | RuntimeException e) {
                inHand.remove(callback.id()); // it comes again
                throw e;
            }
        }
    }

    private void enter(Callback callback, Target target, long patience) throws InterruptedException {
        TargetLane lane = lane(target);
        switch (closed ? TargetLane.Place.AWAY : lane.enter(callback)) {
            case GO -> {
                if (room.tryAcquire(patience - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    post(callback, target, lane);
                } else {
                    lane.left();
                    turnAway(callback, lane);
                    goOn(target, lane);
                }
            }
            case AWAY -> turnAway(callback, lane);
            case LINE -> {}
        }
    }

    private TargetLane lane(Target target) {
        if (lanes.size() > REMEMBERED_TARGETS) {
            lanes.values().removeIf(TargetLane::isIdle);
        }
        return lanes.computeIfAbsent(target, t -> new TargetLane(System::nanoTime));
    }

    private void post(Callback callback, Target target, TargetLane lane) {
        long startedAt = lane.now();
        long timestamp = clock.instant().getEpochSecond();
        Optional<String> signed = signature.of(callback.account(), callback.id(), timestamp, callback.body());
        if (signed.isEmpty()) {
            answers.execute(() -> ended(callback, target, lane, startedAt, Answer.broken("the account has no secret")));
            return;
        }
        Map<String, String> headers = new HashMap<>(Map.of(
                "webhook-id", callback.id(),
                "webhook-timestamp", Long.toString(timestamp),
                "webhook-signature", signed.get()));
        if (callback.traceparent() != null) {
            headers.put("traceparent", Traceparent.next(callback.traceparent())); // each attempt is a span of its own
        }
        client.post(target, URI.create(callback.url()), headers, callback.body())
                .thenAcceptAsync(answer -> ended(callback, target, lane, startedAt, answer), answers);
    }

    private void ended(Callback callback, Target target, TargetLane lane, long startedAt, Answer answer) {
        room.release();
        if (answer.status() > 0) {
            lane.answered(startedAt);
        } else if (answer.unreachable() && !closed) {
            Duration park = lane.unreachable(startedAt);
            if (!park.isZero()) {
                LOG.warn("callback target={} parked={}s because={}", target, park.toSeconds(), answer);
            }
        } else {
            lane.left();
        }
        settle(result(callback, target, answer));
        goOn(target, lane);
    }

    private Result result(Callback callback, Target target, Answer answer) {
        if (answer.isSuccess()) {
            return Result.done(callback);
        }
        if (closed && answer.status() == 0) {
            return Result.wait(callback, Duration.ZERO); // cut off by ourselves
        }
        Duration left = Callback.LIFE.minus(callback.age());
        if (answer.isGone() || left.isNegative() || left.isZero()) {
            callback.facts(LOG.atWarn()).log("callback target={} given up because={}", target, answer);
            return Result.dead(callback, answer.toString());
        }
        int attempts = callback.attempts() + 1;
        callback.facts(LOG.atInfo()).log("callback target={} attempt={} got={}", target, attempts, answer);
        Duration delay = Backoff.after(attempts, answer.retryAfter());
        return Result.retry(callback, delay.compareTo(left) < 0 ? delay : left); // the last attempt is at the end of its life
    }

    /** Sends what the target's line may send now; what can't wait there any longer goes back to the clock. */
    private void goOn(Target target, TargetLane lane) {
        while (!closed && room.tryAcquire()) {
            Callback next = lane.next();
            if (next == null) {
                room.release();
                break;
            }
            post(next, target, lane);
        }
        lane.stranded(closed).forEach(callback -> turnAway(callback, lane));
    }

    private void turnAway(Callback callback, TargetLane lane) {
        if (closed) {
            settle(Result.wait(callback, Duration.ZERO));
        } else if (lane.isParked() && callback.age().compareTo(Callback.LIFE) > 0) {
            callback.facts(LOG.atWarn()).log("callback given up because=the target does not answer");
            settle(Result.dead(callback, "the target does not answer"));
        } else {
            settle(Result.wait(callback, lane.turnedAway()));
        }
    }

    /** How many targets are left alone now, since they did not answer. */
    public int parkedTargets() {
        return (int) lanes.values().stream().filter(TargetLane::isParked).count();
    }

    private void settle(Result result) {
        // till it is written: a copy that comes meanwhile must not go out
        results.apply(result).whenComplete((written, failure) -> inHand.remove(result.callback().id()));
    }

    /** Starts no more, gives those in flight 10 s, and hands the rest back to the clock. */
    @Override
    public void close() throws InterruptedException {
        close(ENDING);
    }

    void close(Duration ending) throws InterruptedException {
        closed = true;
        boolean quiet = room.tryAcquire(MOST_IN_FLIGHT, ending.toMillis(), TimeUnit.MILLISECONDS);
        client.close(); // fails those still in flight: they are due at once
        if (!quiet) {
            room.tryAcquire(MOST_IN_FLIGHT, 1, TimeUnit.SECONDS);
        }
        answers.shutdown();
        answers.awaitTermination(1, TimeUnit.SECONDS);
        lanes.values().forEach(lane -> lane.stranded(true).forEach(callback -> turnAway(callback, lane)));
    }
}
