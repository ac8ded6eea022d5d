package io.vestnik.faults;

import static org.awaitility.Awaitility.await;

import io.vestnik.harness.FakeCarrier.Submit;
import io.vestnik.harness.Hub;
import io.vestnik.harness.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.boot.convert.DurationStyle;

/** The load that every fault meets: clients who send a message each, again and again under its key, until it is accepted. */
final class Load {

    /** The README's full run: 50,000. */
    static final int MESSAGES = Integer.getInteger("messages", 600);
    /** How long something is away; in the README's full run 20 s. */
    static final Duration OUTAGE = DurationStyle.detectAndParse(System.getProperty("outage", "4s"));
    private static final AtomicInteger LOADS = new AtomicInteger();

    final String name;
    final Scene scene;
    final Sender sender;
    private final String prefix = "7917%02d".formatted(LOADS.incrementAndGet());
    private Instant start;
    private Traffic traffic;
    private Instant begin;
    private Instant over;

    private Load(String name, Scene scene, Sender sender) {
        this.name = name;
        this.scene = scene;
        this.sender = sender;
    }

    /** Sends nothing yet. */
    static Load prepare(String name, Scene scene) {
        return new Load(name, scene, scene.school);
    }

    static Load start(String name, Scene scene) {
        return start(name, scene, scene.school, scene.hub);
    }

    static Load start(String name, Scene scene, Sender sender, Hub... hubs) {
        return new Load(name, scene, sender).start(hubs);
    }

    Load start() {
        return start(scene.hub);
    }

    private Load start(Hub... hubs) {
        start = Instant.now();
        traffic = Traffic.start("fault-" + prefix, prefix, MESSAGES, sender.doors(), hubs);
        return this;
    }

    /** Whether it is the recipient of one of its messages, without plus. */
    boolean has(String destination) {
        return destination.startsWith(prefix);
    }

    /** Returns when this part of it is accepted. */
    Load awaitAccepted(double part) {
        traffic.awaitAccepted((int) (MESSAGES * part));
        return this;
    }

    /** Returns when the fault has lasted as long as it should. */
    static void lastOut() {
        await().atMost(OUTAGE.plusMinutes(1)).pollDelay(OUTAGE).until(() -> true);
    }

    /** From here on something is away. */
    void faultBegins() {
        begin = Instant.now();
    }

    /** Everything is back: what happens from here on happens without a hand. */
    void faultOver() {
        over = Instant.now();
    }

    Instant startedAt() {
        return start;
    }

    /** How long the fault lasted; null: from the start to the end, or there was none. */
    Duration lasted() {
        return begin == null ? null : Duration.between(begin, over);
    }

    /** When the fault was over; null: as above. */
    Instant overAt() {
        return over;
    }

    Traffic.Seen seen() {
        return traffic.seen();
    }

    /** What the carrier took of it. */
    Stream<Submit> taken() {
        return scene.carrier.accepted().stream().filter(submit -> has(submit.destination()));
    }

    /** When all is accepted: what became of it. */
    Reckoning reckon() throws Exception {
        Map<String, String> accepted = traffic.finish();
        return new Reckoning(this, accepted);
    }
}
