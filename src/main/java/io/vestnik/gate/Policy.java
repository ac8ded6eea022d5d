package io.vestnik.gate;

import io.vestnik.cap.Caps;
import io.vestnik.hours.Hours;
import io.vestnik.hours.WorkCalendar;

/** What the account allows itself for one class of messages. */
public record Policy(Hours hours, WorkCalendar calendar, Caps caps) {}
