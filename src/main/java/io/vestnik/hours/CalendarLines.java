package io.vestnik.hours;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a calendar, as {@link WorkCalendar#read} describes it. */
final class CalendarLines {

    private static final String DAY = "((?:\\d{4}-)?\\d\\d-\\d\\d)";
    private static final Pattern FORM = Pattern.compile(DAY + "(?:\\.\\." + DAY + ")?\\s+(holiday|weekend|workday)");
    private static final int LEAP = 2024; // has every day that a year may have

    private final String name;
    private final Map<LocalDate, WorkCalendar.Day> dates = new HashMap<>();
    private final Map<MonthDay, WorkCalendar.Day> yearly = new HashMap<>();

    CalendarLines(String name) {
        this.name = name;
    }

    WorkCalendar read(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").replace("\uFEFF", "").trim();
            try {
                if (!line.isEmpty()) {
                    take(line);
                }
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(name + ":" + (i + 1) + ": must be a day of the calendar, or the first..last of"
                        + " several within a year, and holiday, weekend or workday, as in 2026-01-01..2026-01-11 holiday", e);
            }
        }
        return new WorkCalendar(dates, yearly);
    }

    private void take(String line) {
        Matcher form = FORM.matcher(line);
        if (!form.matches()) {
            throw new DateTimeException("no line of a calendar");
        }
        String first = form.group(1);
        String last = form.group(2) == null ? first : form.group(2);
        boolean everyYear = first.length() == 5;
        WorkCalendar.Day day = WorkCalendar.Day.valueOf(form.group(3).toUpperCase(Locale.ROOT));
        Consumer<LocalDate> take =
                everyYear ? date -> yearly.put(MonthDay.from(date), day) : date -> dates.put(date, day);
        LocalDate from = date(first);
        LocalDate until = date(last);
        if (first.length() != last.length() || until.isBefore(from) || until.isAfter(from.plusYears(1))) {
            throw new DateTimeException("no range of days");
        }
        from.datesUntil(until.plusDays(1)).forEach(take);
    }

    private static LocalDate date(String text) {
        return LocalDate.parse(text.length() == 5 ? LEAP + "-" + text : text);
    }
}
