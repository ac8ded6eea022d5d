package io.vestnik.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.platform.postgres.ExternalPostgres;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SIGKILL, a power cut. The hub's own PostgreSQL is left behind, and its next start has to deal with that. */
class HubKilledTest {

    private static Scene scene;

    @BeforeAll
    static void start() {
        scene = Scene.inside();
    }

    @BeforeEach
    void mend() {
        scene.mend();
    }

    /** The worst that a crash can meet: the carrier took the window, and nothing is ever heard of it. That is repeated. */
    @Test
    void withTheWindowFullRepeatsTheWindow() throws Exception {
        Load load = Load.start("SIGKILL, the window full and never heard of", scene).awaitAccepted(1 / 2.0);
        AtomicInteger unheard = new AtomicInteger();
        scene.carrier.forgets(to -> unheard.incrementAndGet() > 0);
        await().atMost(Duration.ofSeconds(30)).until(() -> unheard.get() >= Scene.FULL);
        killAndStart(load);
        load.reckon().nothingLost(2 * Scene.WINDOW);
    }

    /** They wait at the carrier for the next bind, and the submits' answers, which have their ids, are lost. */
    @Test
    void withAnswersAndReceiptsThreeSecondsLateLosesNone() throws Exception {
        scene.carrier.receiptDelay(Duration.ofSeconds(3));
        Load load = Load.start("SIGKILL, receipts 3 s late", scene).awaitAccepted(1 / 2.0);
        scene.carrier.delay(Duration.ofSeconds(3));
        await().atMost(Duration.ofSeconds(30)).until(() -> scene.carrier.unanswered() >= Scene.FULL);
        killAndStart(load);
        load.reckon().nothingLost(2 * Scene.WINDOW);
    }

    private static void killAndStart(Load load) {
        load.faultBegins();
        scene.hub.kill();
        ProcessHandle left = ExternalPostgres.postmaster(scene.hub.folder().resolve("data/postgres"));
        assertThat(left.isAlive()).as("left behind").isTrue();
        scene.carrier.forgets(to -> false).delay(Duration.ofMillis(20));
        scene.hub.start();
        load.faultOver();
    }
}
