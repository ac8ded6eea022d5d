package io.vestnik.ingress.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "A.CSV", "a.b.json", "зима 2026.ndjson", "a[1]{2}~.csv", "a.csv.gz", "a.JSON.GZ", "a'b\"c.csv"})
    void isRead(String name) {
        assertThat(FileName.isRead(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "a.part", "a.csv.tmp", "a.csv.filepart", "a", "csv", ".csv", ".a.csv", "a.zip", "a.gz", "a.csv.bz2", "a.csv ", "a.csv.gz.part"})
    void waits(String name) {
        assertThat(FileName.isRead(name)).isFalse();
        assertThat(FileName.fault(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(value = {
        "''|must be a name", "' '|must be a name", ".|must be a name", "..|must be a name",
        "a/b.csv|must not have slashes", "a\\b.csv|must not have slashes",
        "*.csv|must not have * or ?", "a?.csv|must not have * or ?",
        "'a\nb.csv'|must not have control characters", "'a\rb.csv'|must not have control characters",
        "'a\u0000.csv'|must not have control characters", "'a\u001b[2J.csv'|must not have control characters",
        "'a\u202Evsc.csv'|must not have control characters", "'a\u2028.csv'|must not have control characters",
        "'a\uFFFD.csv'|must not have control characters",
    }, delimiter = '|', ignoreLeadingAndTrailingWhitespace = false)
    void isRefusedByRule(String name, String rule) {
        assertThat(FileName.fault(name)).contains(rule);
        assertThat(FileName.isRead(name)).isFalse();
    }

    @Test
    void mayHaveTwoHundredBytes() {
        assertThat(FileName.fault("ы".repeat(98) + ".csv")).isEmpty();
        assertThat(FileName.fault("ы".repeat(99) + ".csv")).contains("must be at most 200 bytes long");
    }

    @Test
    void isHarmlessInTheLog() {
        assertThat(FileName.harmless("a\nb\u001b\u202e.csv")).isEqualTo("a\\u000ab\\u001b\\u202e.csv");
        assertThat(FileName.harmless("x".repeat(300))).hasSize(61);
    }
}
