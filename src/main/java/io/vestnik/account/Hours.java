package io.vestnik.account;

import io.vestnik.message.MessageClass;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * A daily window in which messages may be sent: {@code HH:mm-HH:mm}, or {@code always}. It may go over midnight.
 *
 * @param from included
 * @param until not included; equal to {@code from}: always
 */
public record Hours(LocalTime from, LocalTime until) {

    public static final Hours ALWAYS = new Hours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    static final Map<MessageClass, Hours> DEFAULTS = Map.of(
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

    public boolean isAlways() {
        return from.equals(until);
    }

    /** The first moment at or after {@code now} at which a message may be sent, on the clock of {@code zone}. */
    public Instant nextOpening(Instant now, ZoneId zone) {
        if (isAlways()) {
            return now;
        }
        ZonedDateTime local = now.atZone(zone);
        LocalTime time = local.toLocalTime();
        boolean open = from.isBefore(until)
                ? !time.isBefore(from) && time.isBefore(until)
                : !time.isBefore(from) || time.isBefore(until);
        if (open) {
            return now;
        }
        boolean today = time.isBefore(from);
        return local.toLocalDate().plusDays(today ? 0 : 1).atTime(from).atZone(zone).toInstant();
    }
}
