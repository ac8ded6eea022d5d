package io.vestnik.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The broker is nobody's reason to refuse: messages are accepted, and go out when it is back. */
class BrokerAwayTest {

    private static Scene scene;

    @BeforeAll
    static void start() {
        scene = Scene.outside();
    }

    @BeforeEach
    void mend() {
        scene.mend();
    }

    @Test
    void underLoadNothingIsLostOrRefused() throws Exception {
        Load load = Load.start("Artemis away", scene).awaitAccepted(1 / 4.0);
        load.faultBegins();
        scene.broker.stop();
        Load.lastOut();
        load.awaitAccepted(3 / 4.0);
        scene.broker.start();
        load.faultOver();
        load.reckon().nothingLost(0);
        assertThat(load.seen().refusals()).isEmpty();
    }

    @Test
    void aHubThatStartsWithoutItAcceptsAndDeliversWhenItComes() throws Exception {
        scene.broker.stop();
        scene.hub.stop();
        scene.hub.start();
        String before = scene.hub.logText();
        Load load = Load.start("a hub started without Artemis", scene).awaitAccepted(1);
        scene.broker.start();
        load.faultOver();
        load.reckon().nothingLost(0);
        assertThat(load.seen().refusals()).isEmpty();
        long told = scene.hub.logText().substring(before.length()).lines().filter(line -> line.contains("broker away")).count();
        assertThat(told).as("told, but not once a message").isBetween(1L, Load.MESSAGES / 2L);
    }
}
