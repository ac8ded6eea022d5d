package io.vestnik.cap;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** What a limit is for: calendar days, weeks from Monday (ISO 8601), calendar months. */
public enum Period {
    DAY,
    WEEK,
    MONTH;

    /** The first day of the one that {@code date} is in. */
    public LocalDate begin(LocalDate date) {
        return switch (this) {
            case DAY -> date;
            case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> date.withDayOfMonth(1);
        };
    }

    /** The first day of the one after. */
    public LocalDate next(LocalDate date) {
        return switch (this) {
            case DAY -> date.plusDays(1);
            case WEEK -> begin(date).plusWeeks(1);
            case MONTH -> begin(date).plusMonths(1);
        };
    }

    /** As timelines have it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
