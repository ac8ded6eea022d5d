package io.vestnik.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A carrier that does what carriers do. The clients never hear of it: all is accepted at once, and nothing is lost. */
class CarrierFaultsTest {

    /** Of so many messages one meets the fault. */
    private static final int EVERY = Load.MESSAGES / 12;
    private static final int SYSTEM_ERROR = 0x08;
    private static final int THROTTLED = 0x58;

    private static Scene scene;

    @BeforeAll
    static void start() {
        scene = Scene.outside();
    }

    @BeforeEach
    @AfterEach
    void mend() {
        scene.mend();
    }

    /** Once: what a carrier loses a second time is not sent a third time, but waits for its receipt. */
    @Test
    void dropsTheConnection() throws Exception {
        scene.carrier.dropAt(Load.MESSAGES / 2);
        int binds = scene.carrier.binds();
        reckon(Load.start("the carrier drops the connection", scene), Scene.WINDOW);
        assertThat(scene.carrier.binds()).as("bound again, since it was dropped").isGreaterThan(binds);
    }

    @Test
    void throttles() throws Exception {
        scene.carrier.answerEveryNth(4 * EVERY, THROTTLED);
        Load load = Load.start("the carrier throttles", scene);
        reckon(load, 0);
        assertThat(scene.carrier.submits())
                .filteredOn(submit -> load.has(submit.destination()) && submit.status() == THROTTLED)
                .as("throttled")
                .hasSizeGreaterThanOrEqualTo(Load.MESSAGES / (4 * EVERY));
    }

    /**
     * What is not answered in 30 s is unknown. A receipt settles it, and so does the answer when it comes after all; what nothing
     * settles goes out once more. Side by side, since the 30 s pass for all of them at once.
     */
    @Test
    void answersLateOrNever() throws Exception {
        Load late = Load.prepare("the carrier answers 2 s after the receipt", scene);
        Load tooLate = Load.prepare("the carrier answers 31 s after the receipt", scene);
        Load silent = Load.prepare("the carrier sends the receipt and never answers", scene);
        Load unheard = Load.prepare("the carrier takes it and says nothing", scene);
        Set<String> asked = ConcurrentHashMap.newKeySet();
        scene.carrier
                .lateBy(to -> Duration.ofSeconds(!meetsTheFault(to) ? 0 : late.has(to) ? 2 : tooLate.has(to) ? 31 : 0))
                .silentFor(to -> meetsTheFault(to) && silent.has(to))
                .forgets(to -> meetsTheFault(to) && unheard.has(to) && asked.add(to));
        for (Load load : List.of(late, tooLate, silent, unheard)) {
            load.start();
        }
        for (Load load : List.of(late, tooLate, silent)) {
            reckon(load, 0);
        }
        assertThat(asked).as("taken, and nothing said").isNotEmpty();
        assertThat(reckon(unheard, asked.size()).twice()).as("all of them, and no other").isEqualTo(asked.size());
    }

    @Test
    void refusesToBindForAWhile() throws Exception {
        Load load = Load.start("the carrier refuses binds", scene).awaitAccepted(1 / 4.0);
        load.faultBegins();
        scene.carrier.refuseBinds(SYSTEM_ERROR);
        scene.carrier.dropAll();
        await().atMost(Duration.ofSeconds(10)).until(() -> scene.carrier.bound() == 0);
        Load.lastOut();
        scene.carrier.refuseBinds(0);
        load.faultOver();
        reckon(load, Scene.WINDOW);
    }

    private boolean meetsTheFault(String destination) {
        return Long.parseLong(destination) % EVERY == 0;
    }

    private static Figures reckon(Load load, int mostTwice) throws Exception {
        Figures figures = load.reckon().nothingLost(mostTwice);
        assertThat(load.seen().refusals()).as("a carrier is nobody's reason to refuse").isEmpty();
        return figures;
    }
}
