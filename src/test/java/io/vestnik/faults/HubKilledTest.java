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

    /** Once the answers alone are lost, once the carrier took the window and nothing is ever heard of it: that is repeated. */
    @Test
    void withTheWindowFullRepeatsAtMostTheWindow() throws Exception {
        Load load = Load.start("SIGKILL twice with the window full", scene);
        load.awaitAccepted(1 / 3.0);
        scene.carrier.delay(Duration.ofSeconds(3));
        await().atMost(Duration.ofSeconds(30)).until(() -> scene.carrier.unanswered() >= Scene.FULL);
        killAndStart();

        load.awaitAccepted(2 / 3.0);
        AtomicInteger unheard = new AtomicInteger();
        scene.carrier.forgets(to -> unheard.incrementAndGet() > 0);
        await().atMost(Duration.ofSeconds(30)).until(() -> unheard.get() >= Scene.FULL);
        killAndStart();
        load.faultOver();
        load.reckon().nothingLost(2 * 2 * Scene.WINDOW);
    }

    /** They wait at the carrier for the next bind, and the submits' answers, which have their ids, may be lost. */
    @Test
    void withReceiptsThreeSecondsLateLosesNone() throws Exception {
        scene.carrier.receiptDelay(Duration.ofSeconds(3));
        Load load = Load.start("SIGKILL with receipts 3 s late", scene);
        load.awaitAccepted(0.5);
        await().atMost(Duration.ofSeconds(30)).until(() -> scene.carrier.undelivered() >= Scene.WINDOW);
        killAndStart();
        load.faultOver();
        load.reckon().nothingLost(2 * Scene.WINDOW);
    }

    private static void killAndStart() {
        scene.hub.kill();
        ProcessHandle left = ExternalPostgres.postmaster(scene.hub.folder().resolve("data/postgres"));
        assertThat(left.isAlive()).as("left behind").isTrue();
        scene.carrier.forgets(to -> false).delay(Duration.ofMillis(20));
        scene.hub.start();
    }
}
