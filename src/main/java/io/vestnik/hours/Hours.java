package io.vestnik.hours;

import io.vestnik.message.MessageClass;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Map;
import java.util.Set;

/**
 * When messages may be sent: at every moment at which the clock shows a time within the window of its day. A window that goes over
 * midnight belongs to the day on which it begins. In text {@code always}, {@code closed} or {@code HH:mm-HH:mm}, and after commas what is
 * different: {@code 10:00-20:00, weekends 11:00-19:00, holidays closed}.
 *
 * @param weekends as on workdays where the text does not say
 * @param holidays as on workdays where the text does not say
 */
public record Hours(Window workdays, Window weekends, Window holidays) {

    public static final Hours ALWAYS = new Hours(Window.ALWAYS, Window.ALWAYS, Window.ALWAYS);

    public static final Map<MessageClass, Hours> DEFAULTS = Map.of(
            MessageClass.MARKETING, valueOf("10:00-20:00"),
            MessageClass.SERVICE, valueOf("09:00-21:00"),
            MessageClass.TRANSACTIONAL, ALWAYS,
            MessageClass.AUTHORIZATION, ALWAYS);

    private static final int YEAR = 366; // days
    private static final long NEVER = Long.MAX_VALUE;

    /** Spring binds settings through this. */
    public static Hours valueOf(String text) {
        try {
            String[] parts = text.split(",", -1);
            Window workdays = Window.of(parts[0].trim());
            Window weekends = null;
            Window holidays = null;
            for (int i = 1; i < parts.length; i++) {
                String[] words = parts[i].trim().split("\\s+", 2);
                Window window = Window.of(words[words.length - 1]);
                if (words[0].equals("weekends") && weekends == null) {
                    weekends = window;
                } else if (words[0].equals("holidays") && holidays == null) {
                    holidays = window;
                } else {
                    throw new IllegalArgumentException("neither weekends nor holidays");
                }
            }
            return new Hours(workdays, weekends == null ? workdays : weekends, holidays == null ? workdays : holidays);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "hours must be always or HH:mm-HH:mm, as in 09:00-21:00, or closed; others for weekends and holidays follow"
                            + " after commas, as in 10:00-20:00, weekends 11:00-19:00, holidays closed");
        }
    }

    /** As {@link #valueOf} reads it. */
    @Override
    public String toString() {
        return workdays
                + (weekends.equals(workdays) ? "" : ", weekends " + weekends)
                + (holidays.equals(workdays) ? "" : ", holidays " + holidays);
    }

    public boolean isAlways() {
        return this == ALWAYS || equals(ALWAYS);
    }

    /** The first moment at or after {@code now} at which a message may be sent, on one clock where all weeks are alike. */
    public Instant nextOpening(Instant now, ZoneId zone) {
        return nextOpening(now, Set.of(zone), WorkCalendar.WEEKENDS);
    }

    /**
     * The first moment at or after {@code now} at which a message may be sent on all the clocks at once.
     *
     * @param zones at least one
     * @return {@link Instant#MAX}: not within a year
     */
    public Instant nextOpening(Instant now, Set<ZoneId> zones, WorkCalendar calendar) {
        if (isAlways()) {
            return now;
        }
        Instant last = last(now);
        Instant opening = now;
        Instant before;
        do {
            before = opening;
            for (ZoneId zone : zones) {
                opening = first(true, opening, last, zone.getRules(), calendar);
            }
        } while (opening.isAfter(before) && !opening.isAfter(last));
        return opening.isAfter(last) ? Instant.MAX : opening;
    }

    /**
     * The first moment at or after {@code open} at which a message may not be sent on some of the clocks.
     *
     * @param zones at least one
     * @return {@link Instant#MAX}: not within a year
     */
    public Instant closingAfter(Instant open, Set<ZoneId> zones, WorkCalendar calendar) {
        Instant closing = Instant.MAX;
        if (!isAlways()) {
            Instant last = last(open);
            for (ZoneId zone : zones) {
                Instant here = first(false, open, last, zone.getRules(), calendar);
                closing = here.isBefore(closing) ? here : closing;
            }
        }
        return closing.isAfter(last(open)) ? Instant.MAX : closing;
    }

    /** Whether there are days on which a message may be sent on all the clocks at once. */
    public boolean everOpen(Set<ZoneId> zones) {
        return nextOpening(Instant.now(), zones, WorkCalendar.FREE_JANUARY).isBefore(Instant.MAX);
    }

    private static Instant last(Instant from) {
        return from.isAfter(Instant.MAX.minus(Duration.ofDays(YEAR))) ? Instant.MAX : from.plus(Duration.ofDays(YEAR));
    }

    /** The first moment at or after {@code from} at which it is open, or closed. Between two of its transitions a clock goes evenly. */
    private Instant first(boolean open, Instant from, Instant last, ZoneRules clock, WorkCalendar calendar) {
        Instant start = from;
        while (!start.isAfter(last)) {
            int offset = clock.getOffset(start).getTotalSeconds();
            long local = start.getEpochSecond() + offset;
            long found = open ? opening(local, calendar) : closing(local, calendar);
            if (found == local) {
                return start;
            }
            ZoneOffsetTransition turn = clock.nextTransition(start);
            if (turn == null || found != NEVER && found - offset < turn.toEpochSecond()) {
                return found == NEVER ? Instant.MAX : Instant.ofEpochSecond(found - offset);
            }
            start = turn.getInstant();
        }
        return Instant.MAX;
    }

    private long opening(long local, WorkCalendar calendar) {
        long today = Math.floorDiv(local, Window.DAY);
        for (long day = today - 1; day <= today + YEAR; day++) { // the window of yesterday may last until today
            Window window = of(day, calendar);
            if (!window.isClosed() && day * Window.DAY + window.until() > local) {
                return Math.max(local, day * Window.DAY + window.from());
            }
        }
        return NEVER;
    }

    private long closing(long local, WorkCalendar calendar) {
        long today = Math.floorDiv(local, Window.DAY);
        long end = local;
        for (long day = today - 1; day <= today + YEAR; day++) {
            Window window = of(day, calendar);
            if (day * Window.DAY + window.from() > end) {
                return end;
            }
            end = Math.max(end, day * Window.DAY + window.until());
        }
        return NEVER;
    }

    private Window of(long day, WorkCalendar calendar) {
        if (weekends.equals(workdays) && holidays.equals(workdays)) {
            return workdays;
        }
        return switch (calendar.of(day)) {
            case WORKDAY -> workdays;
            case WEEKEND -> weekends;
            case HOLIDAY -> holidays;
        };
    }
}
