package io.vestnik.gate.model;

import io.vestnik.account.Account;
import io.vestnik.message.MessageClass;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

/**
 * An account, as its operator would describe it.
 *
 * @param account what the hub knows of it; the oracle reads its zone, its market and its caps, and its hours from {@code weeks}
 * @param weeks hours by class
 * @param holidays free days, whatever the weekday
 * @param workdays Saturdays and Sundays on which people work
 */
record Sender(Account account, Map<MessageClass, Week> weeks, Set<LocalDate> holidays, Set<LocalDate> workdays) {

    /** Hours of each kind of day. */
    record Week(Window workdays, Window weekends, Window holidays) {

        static final Week ALWAYS = new Week(Window.ALWAYS, Window.ALWAYS, Window.ALWAYS);
    }

    Window window(MessageClass messageClass, LocalDate day) {
        Week week = weeks.get(messageClass);
        if (holidays.contains(day)) {
            return week.holidays;
        }
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return weekend && !workdays.contains(day) ? week.weekends : week.workdays;
    }
}
