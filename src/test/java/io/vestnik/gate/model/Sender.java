package io.vestnik.gate.model;

import io.vestnik.account.Account;
import io.vestnik.hours.Hours;
import io.vestnik.hours.WorkCalendar;
import io.vestnik.message.MessageClass;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;

/**
 * An account, as its operator would describe it.
 *
 * @param account what the hub knows of it; the oracle reads its zone, its market and its caps, but its hours from {@code weeks}
 * @param weeks hours by class
 * @param days what some dates are, whatever their weekday: {@code holiday}, {@code weekend} or {@code workday}
 */
record Sender(Account account, Map<MessageClass, Week> weeks, Map<LocalDate, String> days) {

    /** Hours of each kind of day. */
    record Week(Window workdays, Window weekends, Window holidays) {

        static final Week ALWAYS = new Week(Window.ALWAYS, Window.ALWAYS, Window.ALWAYS);

        /** As settings say it. */
        Hours hours() {
            return Hours.valueOf(workdays + ", weekends " + weekends + ", holidays " + holidays);
        }
    }

    /** As its file says it. */
    WorkCalendar calendar() {
        return WorkCalendar.read("calendar", days.entrySet().stream().map(day -> day.getKey() + " " + day.getValue()).toList());
    }

    Window window(MessageClass messageClass, LocalDate day) {
        Week week = weeks.get(messageClass);
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return switch (days.getOrDefault(day, weekend ? "weekend" : "workday")) {
            case "holiday" -> week.holidays;
            case "weekend" -> week.weekends;
            default -> week.workdays;
        };
    }
}
