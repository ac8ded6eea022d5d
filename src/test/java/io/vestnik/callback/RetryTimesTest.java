package io.vestnik.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTimesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 15", "3, 45", "4, 135", "5, 405", "6, 1215", "7, 3600", "8, 3600", "1000, 3600"})
    void growsThreefoldUpToAnHour(int attempts, long seconds) {
        for (int i = 0; i < 100; i++) {
            assertThat(Backoff.after(attempts, Duration.ZERO))
                    .isBetween(Duration.ofMillis(seconds * 800), Duration.ofSeconds(seconds));
        }
    }

    @Test
    void waitsAsLongAsAskedUpToAnHour() {
        assertThat(Backoff.after(1, Duration.ofMinutes(7))).isEqualTo(Duration.ofMinutes(7));
        assertThat(Backoff.after(1, Duration.ofDays(7))).isEqualTo(Duration.ofHours(1));
        assertThat(Backoff.after(7, Duration.ofSeconds(1))).isGreaterThan(Duration.ofMinutes(40));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "120; 120",
                "' 5 '; 5",
                "Mon, 23 Nov 2026 10:00:30 GMT; 30",
                "Mon, 23 Nov 2026 09:00:00 GMT; 0",
                "-5; 0",
                "soon; 0",
                "99999999999999999999; 0",
                "; 0"
            },
            delimiter = ';')
    void readsRetryAfter(String header, long seconds) {
        assertThat(RetryAfter.of(header, NOW)).isEqualTo(Duration.ofSeconds(seconds));
    }
}
