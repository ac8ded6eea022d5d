package io.vestnik.hours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.message.MessageClass;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
        "02:30-04:00 | Europe/Berlin    | 2026-10-25T02:00:00+01:00 | 2026-10-25T02:30:00+01:00",
        "01:30-02:30 | Europe/Berlin    | 2026-10-25T02:30:00+02:00 | 2026-10-25T02:00:00+01:00",
                "always      | Europe/Moscow    | 2026-11-23T03:00:00+03:00 | at once",
    })
    void theNextOpening(String hours, ZoneId zone, OffsetDateTime now, OffsetDateTime opening) {
        Instant next = Hours.valueOf(hours.trim()).nextOpening(now.toInstant(), Set.of(zone), WorkCalendar.WEEKENDS);
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
                Instant opening = hours.nextOpening(now, Set.of(ZoneId.of(zone)), WorkCalendar.WEEKENDS);
                assertThat(hours.nextOpening(opening, Set.of(ZoneId.of(zone)), WorkCalendar.WEEKENDS))
                        .as(text + " after " + now)
                        .isEqualTo(opening);
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
    @ValueSource(strings = {
        "", "never", "9-21", "09:00", "09:00-", "09:00-21:00-22:00", "25:00-26:00", "09:00-24:00", "09:00-09:00", "09:00-21:00,",
        "weekends closed", "always, sundays closed", "always, weekends", "always, weekends closed, weekends always", "always closed",
    })
    void whatIsNoWindowIsRefusedWithTheRule(String text) {
        assertThatThrownBy(() -> Hours.valueOf(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("always or HH:mm-HH:mm");
    }

    private static final WorkCalendar RUSSIA = WorkCalendar.read("ru.txt", List.of(
            "01-01..01-08 holiday", "11-04 holiday", "2026-12-31 holiday", "2026-11-07 workday"));

    @ParameterizedTest(name = "{0} at {1}: {2} until {3}")
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        // Friday evening to Saturday, Sunday to Monday
        "10:00-20:00, weekends 11:00-19:00                  | 2026-11-20T20:00 | 2026-11-21T11:00 | 2026-11-21T19:00",
        "10:00-20:00, weekends 11:00-19:00                  | 2026-11-21T10:30 | 2026-11-21T11:00 | 2026-11-21T19:00",
        "10:00-20:00, weekends 11:00-19:00                  | 2026-11-23T10:30 | 2026-11-23T10:30 | 2026-11-23T20:00",
        "10:00-20:00, weekends closed                       | 2026-11-20T20:00 | 2026-11-23T10:00 | 2026-11-23T20:00",
        // what is not said of holidays is as on other days
        "10:00-20:00, weekends closed                       | 2026-11-03T20:00 | 2026-11-04T10:00 | 2026-11-04T20:00",
        "10:00-20:00, holidays closed                       | 2026-11-03T20:00 | 2026-11-05T10:00 | 2026-11-05T20:00",
        "10:00-20:00, weekends 11:00-19:00, holidays closed | 2026-12-30T20:00 | 2027-01-09T11:00 | 2027-01-09T19:00",
        "10:00-20:00, holidays 12:00-15:00, weekends closed | 2026-12-30T20:00 | 2026-12-31T12:00 | 2026-12-31T15:00",
        // a Saturday on which people work
        "10:00-20:00, weekends closed                       | 2026-11-07T08:00 | 2026-11-07T10:00 | 2026-11-07T20:00",
        // a window over midnight belongs to the day on which it begins
        "22:00-06:00, weekends closed                       | 2026-11-21T05:00 | 2026-11-21T05:00 | 2026-11-21T06:00",
        "22:00-06:00, weekends closed                       | 2026-11-21T06:00 | 2026-11-23T22:00 | 2026-11-24T06:00",
        "22:00-06:00, weekends closed                       | 2026-11-23T01:00 | 2026-11-23T22:00 | 2026-11-24T06:00",
        "closed, weekends 23:00-23:30                       | 2026-11-23T01:00 | 2026-11-28T23:00 | 2026-11-28T23:30",
        // windows that touch are one
        "always, weekends closed                            | 2026-11-22T12:00 | 2026-11-23T00:00 | 2026-11-28T00:00",
        "20:00-00:00, weekends 00:00-04:00                  | 2026-11-20T12:00 | 2026-11-20T20:00 | 2026-11-21T04:00",
        "always, holidays closed                            | 2026-11-04T12:00 | 2026-11-05T00:00 | 2026-12-31T00:00",
        "closed, holidays always                            | 2026-12-01T12:00 | 2026-12-31T00:00 | 2027-01-09T00:00",
        "always                                             | 2026-11-22T12:00 | 2026-11-22T12:00 | -",
        "closed                                             | 2026-11-22T12:00 | -                | -",
    })
    void weekendsAndHolidays(String text, LocalDateTime now, LocalDateTime opening, LocalDateTime closing) {
        Hours hours = Hours.valueOf(text.trim());
        Set<ZoneId> moscow = Set.of(ZoneId.of("Europe/Moscow"));
        Instant opens = hours.nextOpening(moscow(now), moscow, RUSSIA);
        assertThat(opens).isEqualTo(moscow(opening));
        if (opening != null) {
            assertThat(hours.closingAfter(opens, moscow, RUSSIA)).isEqualTo(moscow(closing));
        }
        assertThat(Hours.valueOf(hours.toString())).isEqualTo(hours);
    }

    private static Instant moscow(LocalDateTime local) {
        return local == null ? Instant.MAX : local.atZone(ZoneId.of("Europe/Moscow")).toInstant();
    }

    private static final Set<ZoneId> ELEVEN = Stream.of(
                    "Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Omsk", "Asia/Krasnoyarsk",
                    "Asia/Irkutsk", "Asia/Yakutsk", "Asia/Vladivostok", "Asia/Magadan", "Asia/Kamchatka")
            .map(ZoneId::of)
            .collect(Collectors.toSet());

    @ParameterizedTest(name = "{0} on all clocks of Russia: {1} to {2} UTC")
    @CsvSource(nullValues = "-", value = {
        "09:00-21:00, 07:00, 09:00",
        "09:00-22:00, 07:00, 10:00",
        "10:00-21:00, 08:00, 09:00",
        "10:00-20:00, -, -",
    })
    void hoursThatHoldInAllZonesAtOnce(String text, LocalTime from, LocalTime until) {
        Hours hours = Hours.valueOf(text);
        Instant now = Instant.parse("2026-11-23T12:00:00Z");
        Instant opening = hours.nextOpening(now, ELEVEN, WorkCalendar.WEEKENDS);
        assertThat(opening).isEqualTo(from == null ? Instant.MAX : utc(from));
        if (from != null) {
            assertThat(hours.closingAfter(opening, ELEVEN, WorkCalendar.WEEKENDS)).isEqualTo(utc(until));
        }
    }

    private static Instant utc(LocalTime time) {
        return LocalDate.parse("2026-11-24").atTime(time).toInstant(ZoneOffset.UTC);
    }

    @Test
    void eachClockHasItsOwnWeekend() {
        Hours hours = Hours.valueOf("always, weekends closed");
        Set<ZoneId> ends = Set.of(ZoneId.of("Europe/Kaliningrad"), ZoneId.of("Asia/Kamchatka"));
        // Sunday ends in Kaliningrad at 22:00 UTC; Saturday begins in Kamchatka at Friday's 12:00 UTC
        Instant monday = Instant.parse("2026-11-22T22:00:00Z");
        assertThat(hours.nextOpening(Instant.parse("2026-11-20T12:00:00Z"), ends, WorkCalendar.WEEKENDS)).isEqualTo(monday);
        assertThat(hours.closingAfter(monday, ends, WorkCalendar.WEEKENDS)).isEqualTo(Instant.parse("2026-11-27T12:00:00Z"));
    }

    /** Against the plainest reading of the rule, minute by minute. */
    @Test
    void agreesWithTheClockOnTheWall() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        List<String> zones = List.of("Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns", "Europe/Kaliningrad", "Africa/Cairo");
        List<String> texts = List.of(
                "02:10-04:50, weekends 23:00-02:20", "22:00-03:00, holidays closed", "01:30-03:30", "always, weekends closed", "03:00-02:00");
        for (int round = 0; round < 400; round++) {
            String around = random.nextBoolean() ? "2026-03-2%dT22:00:00Z" : "2026-10-2%dT22:00:00Z";
            Instant now = Instant.parse(around.formatted(random.nextInt(10))).plusSeconds(random.nextInt(2_000) * 60L);
            Hours hours = Hours.valueOf(texts.get(random.nextInt(texts.size())));
            Set<ZoneId> clocks = Set.of(ZoneId.of(zones.get(random.nextInt(zones.size()))));
            if (random.nextBoolean()) {
                clocks = Set.of(ZoneId.of("Europe/Berlin"), ZoneId.of("Europe/London"));
            }
            Instant opening = walk(now, true, hours, clocks);
            String what = hours + " " + clocks + " " + now;
            assertThat(hours.nextOpening(now, clocks, RUSSIA)).as(what).isEqualTo(opening);
            assertThat(hours.closingAfter(opening, clocks, RUSSIA)).as(what).isEqualTo(walk(opening, false, hours, clocks));
        }
    }

    private static Instant walk(Instant from, boolean open, Hours hours, Set<ZoneId> clocks) {
        Instant now = from;
        while (clocks.stream().map(now::atZone).allMatch(local -> shows(hours, local)) != open) {
            now = now.plusSeconds(60);
            assertThat(now).as("%s on %s", hours, clocks).isBefore(from.plus(Duration.ofDays(20)));
        }
        return now;
    }

    private static boolean shows(Hours hours, ZonedDateTime local) {
        LocalDate today = local.toLocalDate();
        int second = local.toLocalTime().toSecondOfDay();
        Window window = of(hours, today);
        Window before = of(hours, today.minusDays(1));
        return second >= window.from() && second < window.until() || second + Window.DAY < before.until();
    }

    private static Window of(Hours hours, LocalDate day) {
        return switch (RUSSIA.of(day)) {
            case WORKDAY -> hours.workdays();
            case WEEKEND -> hours.weekends();
            case HOLIDAY -> hours.holidays();
        };
    }
}
