package io.vestnik.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String GIVEN = "00-" + TRACE + "-00f067aa0ba902b7-01";

    @ParameterizedTest
    @CsvSource({
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, 01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00, 00",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03, 01", // flags that version 00 does not know
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-fe, 00",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, 01", // a later version is read as far as it is known
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes, 01",
    })
    void aRequestsTraceGoesOn(String header, String flags) {
        assertThat(Traceparent.of(header)).isEqualTo("00-" + TRACE + "-00f067aa0ba902b7-" + flags);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.more",
                " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
            })
    void withoutAValidOneATraceBegins(String header) {
        String begun = Traceparent.of(header);
        assertThat(begun).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00").doesNotContain(TRACE);
        assertThat(Traceparent.of(begun)).as("valid itself").isEqualTo(begun);
    }

    @Test
    void theNextSpanIsOfTheSameTrace() {
        String next = Traceparent.next(GIVEN);
        assertThat(next).matches("00-" + TRACE + "-[0-9a-f]{16}-01").isNotEqualTo(GIVEN);
    }

    @ParameterizedTest
    @CsvSource({
        "0x0000000B, 0x0000000B", "sandbox-0004, sandbox-0004", "timeout, timeout", "550, 550", "550 5.1.1, 550 5.1.1",
        "550 5.1.1 <anna@example.org> unknown, 550", "409 Conflict: somebody else, 409", "79161234567, other", "+79161234567, other", "anna@example.org, other",
    })
    void aCodeThatMayBeASentenceIsNotLogged(String code, String logged) {
        assertThat(PlainCode.of(code)).isEqualTo(logged);
    }
}
