package io.vestnik.hours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.message.MessageClass;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoursTest {

    @ParameterizedTest(name = "{0} in {1} at {2}: {3}")
    @CsvSource(delimiter = '|', nullValues = "at once", value = {
        "09:00-21:00 | Europe/Moscow    | 2026-11-23T12:00:00+03:00 | at once",
        "09:00-21:00 | Europe/Moscow    | 2026-11-23T09:00:00+03:00 | at once",
        "09:00-21:00 | Europe/Moscow    | 2026-11-23T20:59:59+03:00 | at once",
        "09:00-21:00 | Europe/Moscow    | 2026-11-23T21:00:00+03:00 | 2026-11-24T09:00:00+03:00",
        "09:00-21:00 | Europe/Moscow    | 2026-11-23T08:59:59+03:00 | 2026-11-23T09:00:00+03:00",
        "09:00-21:00 | Europe/Moscow    | 2026-11-23T00:00:00+03:00 | 2026-11-23T09:00:00+03:00",
        "09:00-21:00 | Europe/Moscow    | 2026-12-31T23:00:00+03:00 | 2027-01-01T09:00:00+03:00",
        // the account's clock, not the server's
        "09:00-21:00 | Asia/Kamchatka   | 2026-11-23T12:00:00+03:00 | 2026-11-24T09:00:00+12:00",
        "09:00-21:00 | America/New_York | 2026-11-23T12:00:00+03:00 | 2026-11-23T09:00:00-05:00",
        "09:00-21:00 | Asia/Kathmandu   | 2026-11-23T09:00:00+05:45 | at once",
        // over midnight
        "22:00-06:00 | Europe/Moscow    | 2026-11-23T23:00:00+03:00 | at once",
        "22:00-06:00 | Europe/Moscow    | 2026-11-23T00:00:00+03:00 | at once",
        "22:00-06:00 | Europe/Moscow    | 2026-11-23T05:59:59+03:00 | at once",
        "22:00-06:00 | Europe/Moscow    | 2026-11-23T06:00:00+03:00 | 2026-11-23T22:00:00+03:00",
        "00:00-12:00 | Europe/Moscow    | 2026-11-23T12:00:00+03:00 | 2026-11-24T00:00:00+03:00",
        "12:00-00:00 | Europe/Moscow    | 2026-11-23T23:59:59+03:00 | at once",
        "12:00-00:00 | Europe/Moscow    | 2026-11-23T00:00:00+03:00 | 2026-11-23T12:00:00+03:00",
        // the clocks of Berlin go forward on 2026-03-29: there is no 02:30 ...
        "09:00-21:00 | Europe/Berlin    | 2026-03-28T22:00:00+01:00 | 2026-03-29T09:00:00+02:00",
        "02:30-04:00 | Europe/Berlin    | 2026-03-29T01:00:00+01:00 | 2026-03-29T03:00:00+02:00",
        "02:30-02:45 | Europe/Berlin    | 2026-03-29T01:00:00+01:00 | 2026-03-30T02:30:00+02:00",
        // ... and back on 2026-10-25: 02:30 comes twice
        "09:00-21:00 | Europe/Berlin    | 2026-10-24T22:00:00+02:00 | 2026-10-25T09:00:00+01:00",
        "02:30-04:00 | Europe/Berlin    | 2026-10-25T01:00:00+02:00 | 2026-10-25T02:30:00+02:00",
        "02:30-04:00 | Europe/Berlin    | 2026-10-25T02:30:00+01:00 | at once",
        "always      | Europe/Moscow    | 2026-11-23T03:00:00+03:00 | at once",
    })
    void theNextOpening(String hours, ZoneId zone, OffsetDateTime now, OffsetDateTime opening) {
        Instant next = Hours.valueOf(hours.trim()).nextOpening(now.toInstant(), zone);
        assertThat(next).isEqualTo((opening == null ? now : opening).toInstant());
    }

    /** What the clock wakes is sent: it does not find the door shut again. */
    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/St_Johns", "Africa/Cairo", "Pacific/Apia", "Australia/Lord_Howe"})
    void isOpenAtTheOpening(String zone) {
        for (String text : List.of("00:00-01:00", "02:30-02:45", "23:30-00:30", "09:00-21:00")) {
            Hours hours = Hours.valueOf(text);
            for (Instant now = Instant.parse("2026-01-01T00:20:00Z");
                    now.isBefore(Instant.parse("2027-01-01T00:00:00Z"));
                    now = now.plusSeconds(5 * 3600 + 7 * 60)) {
                Instant opening = hours.nextOpening(now, ZoneId.of(zone));
                assertThat(hours.nextOpening(opening, ZoneId.of(zone))).as(text + " after " + now).isEqualTo(opening);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConfiguredAccountHasHoursForEveryClass(MessageClass messageClass) {
        assertThat(Hours.DEFAULTS).isEqualTo(Map.of(
                MessageClass.MARKETING, Hours.valueOf("10:00-20:00"),
                MessageClass.SERVICE, Hours.valueOf("09:00-21:00"),
                MessageClass.TRANSACTIONAL, Hours.valueOf("always"),
                MessageClass.AUTHORIZATION, Hours.valueOf("always")));
        assertThat(Hours.DEFAULTS).containsKey(messageClass);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "never", "9-21", "09:00", "09:00-", "09:00-21:00-22:00", "25:00-26:00", "09:00-24:00", "09:00-09:00"})
    void whatIsNoWindowIsRefusedWithTheRule(String text) {
        assertThatThrownBy(() -> Hours.valueOf(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("always or HH:mm-HH:mm");
    }
}
