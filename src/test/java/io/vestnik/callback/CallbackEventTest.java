package io.vestnik.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallbackEventTest {

    @Test
    void isACloudEventInStructuredJson() {
        String body = new CallbackEvent(URI.create("https://hub.example"))
                .body("01C", "01M", "refused", null, "opted_out", null, Instant.parse("2026-11-23T10:00:00.120Z"), 2,
                        Map.of("course", "Java \"17\""), "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        assertThat(body).isEqualTo("{\"specversion\":\"1.0\",\"id\":\"01C\",\"source\":\"https://hub.example\","
                + "\"type\":\"io.vestnik.message.status\",\"subject\":\"01M\",\"time\":\"2026-11-23T10:00:00.120Z\","
                + "\"datacontenttype\":\"application/json\","
                + "\"traceparent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\",\"data\":{\"id\":\"01M\",\"status\":\"refused\","
                + "\"channel\":null,\"reason\":\"opted_out\",\"code\":null,\"at\":\"2026-11-23T10:00:00.120Z\","
                + "\"sequence\":2,\"tags\":{\"course\":\"Java \\\"17\\\"\"}}}");
    }
}
