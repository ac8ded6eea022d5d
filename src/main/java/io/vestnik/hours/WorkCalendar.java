package io.vestnik.hours;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;

/** Which days people work. Does not change. */
public final class WorkCalendar {

    public enum Day {
        WORKDAY,
        WEEKEND,
        HOLIDAY
    }

    /** Saturdays and Sundays are free, and nothing else. */
    public static final WorkCalendar WEEKENDS = new WorkCalendar(Map.of());

    private final Map<LocalDate, Day> named;

    WorkCalendar(Map<LocalDate, Day> named) {
        this.named = Map.copyOf(named);
    }

    public Day of(LocalDate date) {
        boolean weekend = date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
        return named.getOrDefault(date, weekend ? Day.WEEKEND : Day.WORKDAY);
    }
}
