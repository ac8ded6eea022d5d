package io.vestnik.hours;

import static io.vestnik.hours.WorkCalendar.Day.HOLIDAY;
import static io.vestnik.hours.WorkCalendar.Day.WORKDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkCalendarTest {

    @ParameterizedTest(name = "in Russia nobody works from {0} to {1}, and people work around them")
    @CsvSource({
        "2026-01-01, 2026-01-11", "2026-02-21, 2026-02-23", "2026-03-07, 2026-03-09", "2026-05-01, 2026-05-03",
        "2026-05-09, 2026-05-11", "2026-06-12, 2026-06-14", "2026-11-04, 2026-11-04", "2027-01-01, 2027-01-10",
    })
    void theDaysOffOfRussia(LocalDate first, LocalDate last) throws IOException, URISyntaxException {
        Path file = Path.of(WorkCalendar.class.getResource("/calendars/ru.txt").toURI());
        WorkCalendar russia = WorkCalendar.read("ru.txt", Files.readAllLines(file));
        assertThat(first.datesUntil(last.plusDays(1)).map(russia::of)).doesNotContain(WORKDAY);
        assertThat(russia.of(last.plusDays(1))).isEqualTo(WORKDAY);
        assertThat(russia.of(LocalDate.parse("2026-12-31"))).isEqualTo(HOLIDAY);
    }

    @Test
    void aDayWithItsYearWinsOverOneWithoutAndALaterLineOverAnEarlierOne() {
        WorkCalendar calendar = WorkCalendar.read("x", List.of(
                "2026-05-09 workday # as an exception", "05-09 holiday", "", "2026-11-02..2026-11-08 holiday", "2026-11-05 workday"));
        assertThat(calendar.of(LocalDate.parse("2026-05-09"))).isEqualTo(WORKDAY);
        assertThat(calendar.of(LocalDate.parse("2027-05-09"))).isEqualTo(HOLIDAY);
        assertThat(calendar.of(LocalDate.parse("2026-11-05"))).isEqualTo(WORKDAY);
        assertThat(calendar.of(LocalDate.parse("2026-11-06"))).isEqualTo(HOLIDAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "2026-02-30 holiday", "2026-01-01", "holiday", "2026-01-01 free", "01-05..01-01 holiday", "01-05..2026-01-06 holiday",
        "2026-01-01..2028-01-01 holiday", "2026-1-1 holiday",
    })
    void aWrongLineIsToldWithFileAndLine(String line) {
        assertThatThrownBy(() -> WorkCalendar.read("days.txt", List.of("# days", line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("days.txt:2: ");
    }
}
