package io.vestnik.harness;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.session.SMPPServerSession;

/** What a carrier wants to deliver: keeps it until a receiver of that system_id takes it with status 0. */
final class CarrierOutbox {

    private static final Duration AGAIN = Duration.ofMillis(100);

    record Delivery(
            String systemId, byte esmClass, byte dataCoding, String from, String to, byte[] text, OptionalParameter... tlvs) {}

    private record Receiver(String systemId, SMPPServerSession session) {}

    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(8, r -> {
        Thread thread = new Thread(r, "carrier-deliveries");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Receiver> receivers = new CopyOnWriteArrayList<>();
    private final Queue<Delivery> parked = new ConcurrentLinkedQueue<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    private final List<Integer> refusals = new CopyOnWriteArrayList<>();

    void bound(String systemId, SMPPServerSession session) {
        receivers.add(new Receiver(systemId, session));
        unpark();
    }

    void unbound(SMPPServerSession session) {
        receivers.removeIf(r -> r.session == session);
    }

    void deliver(Delivery delivery, Duration delay) {
        waiting.incrementAndGet();
        schedule(delivery, delay);
    }

    /** Not taken yet. */
    int waiting() {
        return waiting.get();
    }

    int taken() {
        return taken.get();
    }

    /** The command_status of every delivery that was refused. */
    List<Integer> refusals() {
        return List.copyOf(refusals);
    }

    void close() {
        workers.shutdownNow();
    }

    private void schedule(Delivery delivery, Duration delay) {
        if (!workers.isShutdown()) {
            workers.schedule(() -> deliver(delivery), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void unpark() {
        for (Delivery next = parked.poll(); next != null; next = parked.poll()) {
            schedule(next, Duration.ZERO);
        }
    }

    private void deliver(Delivery d) {
        List<Receiver> able = receivers.stream().filter(r -> r.systemId.equals(d.systemId)).toList();
        if (able.isEmpty()) {
            parked.add(d);
            if (receivers.stream().anyMatch(r -> r.systemId.equals(d.systemId))) {
                unpark(); // it bound meanwhile
            }
            return;
        }
        SMPPServerSession session = able.get(Math.floorMod(turn.getAndIncrement(), able.size())).session;
        try {
            session.deliverShortMessage(
                    "", TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, d.from, TypeOfNumber.UNKNOWN,
                    NumberingPlanIndicator.UNKNOWN, d.to, new ESMClass(d.esmClass), (byte) 0, (byte) 0,
                    new RegisteredDelivery(0), DataCodings.newInstance(d.dataCoding), d.text, d.tlvs);
            taken.incrementAndGet();
            waiting.decrementAndGet();
        } catch (NegativeResponseException e) {
            refusals.add(e.getCommandStatus());
            schedule(d, AGAIN);
        } catch (Exception e) {
            schedule(d, AGAIN); // the connection is gone, or nobody answers
        }
    }
}
