package io.vestnik.hours;

import io.vestnik.message.MessageClass;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.zone.ZoneOffsetTransition;
import java.util.Map;
import java.util.Set;

/**
 * A daily window in which messages may be sent: {@code HH:mm-HH:mm}, or {@code always}. It may go over midnight.
 *
 * @param from included
 * @param until not included; equal to {@code from}: always
 */
public record Hours(LocalTime from, LocalTime until) {

    public static final Hours ALWAYS = new Hours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    public static final Map<MessageClass, Hours> DEFAULTS = Map.of(
            MessageClass.MARKETING, valueOf("10:00-20:00"),
            MessageClass.SERVICE, valueOf("09:00-21:00"),
            MessageClass.TRANSACTIONAL, ALWAYS,
            MessageClass.AUTHORIZATION, ALWAYS);

    /** Spring binds settings through this. */
    public static Hours valueOf(String text) {
        if (text.equals("always")) {
            return ALWAYS;
        }
        String[] ends = text.split("-", -1);
        try {
            Hours hours = new Hours(LocalTime.parse(ends[0].trim()), LocalTime.parse(ends[1].trim()));
            if (ends.length == 2 && !hours.isAlways()) {
                return hours;
            }
        } catch (DateTimeParseException | ArrayIndexOutOfBoundsException e) {
            // told below, with the rule
        }
        throw new IllegalArgumentException("hours must be always or HH:mm-HH:mm, as in 09:00-21:00");
    }

    /** As {@link #valueOf} reads it. */
    @Override
    public String toString() {
        return isAlways() ? "always" : from + "-" + until;
    }

    public boolean isAlways() {
        return from.equals(until);
    }

    /**
     * The first moment at or after {@code now} at which a message may be sent on all the clocks at once.
     *
     * @param zones at least one
     */
    public Instant nextOpening(Instant now, Set<ZoneId> zones, WorkCalendar calendar) {
        return nextOpening(now, zones.iterator().next());
    }

    /** The first moment at or after {@code now} at which a message may be sent, on the clock of {@code zone}. */
    public Instant nextOpening(Instant now, ZoneId zone) {
        if (isAlways()) {
            return now;
        }
        ZonedDateTime local = now.atZone(zone);
        LocalTime time = local.toLocalTime();
        if (isOpen(time)) {
            return now;
        }
        LocalDate day = local.toLocalDate().plusDays(time.isBefore(from) ? 0 : 1);
        Instant opening = beginning(day.atTime(from), zone);
        // a short window may fall wholly into the hour that a day lacks
        return isOpen(LocalTime.ofInstant(opening, zone)) ? opening : nextOpening(opening, zone);
    }

    private boolean isOpen(LocalTime time) {
        return from.isBefore(until)
                ? !time.isBefore(from) && time.isBefore(until)
                : !time.isBefore(from) || time.isBefore(until);
    }

    /** Where the clocks skip that time, the moment at which they do. */
    private static Instant beginning(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition skip = zone.getRules().getTransition(local);
        return skip != null && skip.isGap() ? skip.getInstant() : local.atZone(zone).toInstant();
    }
}
