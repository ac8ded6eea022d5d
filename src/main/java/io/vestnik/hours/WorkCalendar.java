package io.vestnik.hours;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Map;

/** Which days people work. Does not change. */
public final class WorkCalendar {

    public enum Day {
        WORKDAY,
        WEEKEND,
        HOLIDAY
    }

    /** Saturdays and Sundays are free, and nothing else. */
    public static final WorkCalendar WEEKENDS = new WorkCalendar(Map.of(), Map.of());

    /** Every kind of day comes in it, and each next to each. */
    static final WorkCalendar FREE_JANUARY = read("January", List.of("01-01..01-31 holiday"));

    private final Map<LocalDate, Day> dates;
    private final Map<MonthDay, Day> yearly;

    WorkCalendar(Map<LocalDate, Day> dates, Map<MonthDay, Day> yearly) {
        this.dates = Map.copyOf(dates);
        this.yearly = Map.copyOf(yearly);
    }

    /**
     * Each line has a day, {@code 2026-11-07}, or of every year {@code 05-09}, or the first and the last of several,
     * {@code 2026-01-01..2026-01-11}, and what it is: {@code holiday}, {@code weekend} or {@code workday}. A day with its year wins over
     * one without, a later line over an earlier one. What comes after {@code #} is for people.
     *
     * @param name of the file, for errors
     * @throws IllegalArgumentException as {@code NAME:LINE: rule}
     */
    public static WorkCalendar read(String name, List<String> lines) {
        return new CalendarLines(name).read(lines);
    }

    public Day of(LocalDate date) {
        Day day = dates.isEmpty() ? null : dates.get(date);
        if (day == null && !yearly.isEmpty()) {
            day = yearly.get(MonthDay.from(date));
        }
        if (day == null) {
            day = date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0 ? Day.WEEKEND : Day.WORKDAY;
        }
        return day;
    }

    Day of(long epochDay) {
        return of(LocalDate.ofEpochDay(epochDay));
    }
}
