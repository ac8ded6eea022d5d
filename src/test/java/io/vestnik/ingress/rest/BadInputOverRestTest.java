package io.vestnik.ingress.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.harness.Hub;
import org.junit.jupiter.api.BeforeAll;

/** The table of bad calls against a whole hub. */
class BadInputOverRestTest extends BadInputTable {

    private static Hub hub;
    private static String before;

    @BeforeAll
    static void start() {
        hub = Hub.sandbox();
        before = hub.get("/api/v1/messages?limit=500").body();
    }

    @Override
    String baseUrl() {
        return hub.url();
    }

    @Override
    void nothingIsStored() {
        assertThat(hub.get("/api/v1/messages?limit=500").body()).isEqualTo(before);
    }
}
