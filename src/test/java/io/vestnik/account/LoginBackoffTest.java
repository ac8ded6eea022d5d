package io.vestnik.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginBackoffTest {

    private static final String HOST = "192.0.2.1";

    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private final LoginBackoff backoff = new LoginBackoff(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @ParameterizedTest
    @CsvSource({"1, 0", "4, 0", "5, 1", "6, 2", "7, 4", "12, 128", "13, 256", "14, 300", "19, 300"})
    void aUserWaitsLongerWithEachFailure(int failures, int seconds) {
        fail(failures, "school");
        assertThat(restOf(HOST, "school")).isEqualTo(seconds);
        assertThat(backoff.mayTry(HOST, "another")).isTrue();
        assertThat(backoff.mayTry("192.0.2.2", "school")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"19, 0", "20, 1", "21, 2", "29, 300", "500, 300"})
    void aHostWaitsWhoeverItNames(int failures, int seconds) {
        for (int i = 0; i < failures; i++) {
            backoff.failed(HOST, "guess" + i);
        }
        assertThat(restOf(HOST, "fresh")).isEqualTo(seconds);
        assertThat(backoff.mayTry("192.0.2.2", "fresh")).isTrue();
    }

    @Test
    void whoHasBeenInFromAHostIsNotHeldUpByOthersThere() {
        backoff.succeeded(HOST, "school");
        fail(100, "guess");
        assertThat(backoff.mayTry(HOST, "school")).isTrue();
        backoff.failed(HOST, "school");
        assertThat(backoff.mayTry(HOST, "school")).isFalse();
    }

    @Test
    void aLoginOfItsOwnDoesNotFreeAGuesser() {
        fail(100, "guess");
        backoff.succeeded(HOST, "own");
        assertThat(backoff.mayTry(HOST, "fresh")).isFalse();
    }

    @Test
    void successAndAQuarterOfAnHourForgive() {
        fail(10, "school");
        backoff.succeeded(HOST, "school");
        fail(4, "school");
        assertThat(backoff.mayTry(HOST, "school")).isTrue();
        fail(10, "school");
        now = now.plusSeconds(15 * 60 + 1);
        fail(4, "school");
        assertThat(backoff.mayTry(HOST, "school")).isTrue();
        assertThat(backoff.mayTry(HOST, "fresh")).isTrue();
    }

    @Test
    void namesThatNobodyHasAreRefusedAtOnce() {
        assertThat(backoff.mayTry(HOST, "x".repeat(64))).isTrue();
        assertThat(backoff.mayTry(HOST, "x".repeat(65))).isFalse();
    }

    @Test
    void noMoreIsKeptThanFitsAndWhoFailsStillIsKept() {
        for (int i = 0; i < LoginBackoff.MOST; i++) {
            backoff.failed("192.0.2." + i % 4, "guess" + i);
        }
        assertThat(backoff.size()).isEqualTo(LoginBackoff.MOST);
        assertThat(backoff.mayTry("192.0.2.0", "fresh")).isFalse();
    }

    private void fail(int times, String user) {
        for (int i = 0; i < times; i++) {
            backoff.failed(HOST, user);
        }
    }

    /** In seconds; time goes on by it. */
    private int restOf(String host, String user) {
        int seconds = 0;
        while (!backoff.mayTry(host, user)) {
            now = now.plusSeconds(1);
            seconds++;
        }
        return seconds;
    }
}
