package io.vestnik.gate.model;

import io.vestnik.hours.Hours;
import io.vestnik.hours.WorkCalendar;

/** An account's hours and calendar, said in the words of its settings. */
final class Spoken {

    private Spoken() {}

    static Hours hours(Sender.Week week) {
        return Hours.valueOf(week.workdays().toString());
    }

    static WorkCalendar calendar(Sender sender) {
        return WorkCalendar.WEEKENDS;
    }
}
