package io.vestnik.gate;

import io.vestnik.cap.Caps;
import io.vestnik.cap.Full;
import io.vestnik.gate.Facts.Consent;
import io.vestnik.message.MessageClass;
import io.vestnik.suppression.Suppression;
import java.time.Instant;
import java.time.LocalDate;

/**
 * The one decision on whether a recipient may be sent a message, a pure function: the gate, the claim and a rehearsal ask it. The
 * first rule that stands against it decides:
 *
 * <ol>
 *   <li>a channel that the account must not use is refused, whatever the class, answers too ({@code channel_forbidden})
 *   <li>so is one on which the recipient has blocked us ({@code blocked})
 *   <li>an answer to what the recipient has just written passes
 *   <li>a channel whose window is closed ({@code now >= reach.closes}) is refused, whatever the class ({@code window_closed})
 *   <li>an authorization code passes
 *   <li>an erased person ({@code suppressed} is {@code erased}) is refused service and marketing ({@code erased}); a transactional
 *       message passes this rule and the next
 *   <li>a dead address ({@code suppressed} is anything else) is refused ({@code suppressed_address})
 *   <li>a withdrawn consent refuses, whatever the class ({@code opted_out})
 *   <li>marketing without a granted consent is refused ({@code no_consent})
 *   <li>a pause of the recipient's waits for its end ({@code paused})
 *   <li>a full cap waits for the first local midnight that begins a day, week or month in which it has room
 *       ({@code frequency_cap})
 *   <li>outside the hours it waits for the next opening on all its clocks ({@code quiet_hours})
 * </ol>
 *
 * <p>What would wait until its validity is over, or longer ({@code until >= validUntil}), is refused at once: {@code paused},
 * {@code frequency_cap}, {@code quiet_hours_expired}. Whether the validity is over now is not asked here.
 *
 * <p>Caps: the account's and the recipient's own for this class, of each limit the lower one. The limits over all channels are not
 * asked where the message was counted already ({@code countedAll}), nor those of the channel where this delivery was ({@code
 * countedHere}). A limit is full on a local date when the counts of the day, the ISO week from Monday or the calendar month that
 * this date is in, dates after it included, are the limit or more. Dates are those of {@code whereabouts.dates()}. The message waits
 * for the beginning of the first date after today on which no limit that is asked is full, whatever the hours will be then. A limit
 * of zero that is asked never has room: it refuses at once ({@code frequency_cap}).
 */
public final class Rules {

    private Rules() {}

    public static Decision decide(Facts facts, Policy policy, Instant now) {
        Decision before = beforeCaps(facts, now);
        return before != null ? before : capsAndHours(facts, policy, now);
    }

    /** By the rules that need no counts and no clocks; null: the others decide. */
    static Decision beforeCaps(Facts facts, Instant now) {
        MessageClass messageClass = facts.messageClass();
        if (facts.reach().forbidden()) {
            return new Decision.Refuse("channel_forbidden");
        }
        if (facts.reach().blocked()) {
            return new Decision.Refuse("blocked");
        }
        if (facts.answer()) {
            return Decision.PASS;
        }
        if (facts.reach().isClosed(now)) {
            return new Decision.Refuse("window_closed");
        }
        if (messageClass == MessageClass.AUTHORIZATION) {
            return Decision.PASS;
        }
        if (Suppression.ERASED.equals(facts.suppressed())) {
            if (messageClass != MessageClass.TRANSACTIONAL) {
                return new Decision.Refuse("erased");
            }
        } else if (facts.suppressed() != null) {
            return new Decision.Refuse("suppressed_address");
        }
        if (facts.consent() == Consent.WITHDRAWN) {
            return new Decision.Refuse("opted_out");
        }
        if (messageClass == MessageClass.MARKETING && facts.consent() != Consent.GRANTED) {
            return new Decision.Refuse("no_consent");
        }
        Instant pausedUntil = facts.wishes().pausedUntil(messageClass, now);
        return pausedUntil == null ? null : wait("paused", pausedUntil, facts, "paused");
    }

    private static Decision capsAndHours(Facts facts, Policy policy, Instant now) {
        LocalDate today = today(facts, now);
        if (full(facts, policy, today) != null) {
            LocalDate free = free(facts, policy, today);
            return free == null
                    ? new Decision.Refuse("frequency_cap")
                    : wait("frequency_cap", free.atStartOfDay(facts.whereabouts().dates()).toInstant(), facts, "frequency_cap");
        }
        Instant opening = policy.hours().nextOpening(now, facts.whereabouts().zones(), policy.calendar());
        return opening.isAfter(now) ? wait("quiet_hours", opening, facts, "quiet_hours_expired") : Decision.PASS;
    }

    static LocalDate today(Facts facts, Instant now) {
        return LocalDate.ofInstant(now, facts.whereabouts().dates());
    }

    /** Of the caps that hold for it those that are used up on that date: the one that lasts longest; null: there is room. */
    static Full full(Facts facts, Policy policy, LocalDate date) {
        return Full.of(caps(facts, policy), facts.counts(), facts.channel(), !facts.countedAll(), !facts.countedHere(), date);
    }

    private static Caps caps(Facts facts, Policy policy) {
        Caps wished = facts.wishes().capsOf(facts.messageClass());
        return wished == Caps.NONE ? policy.caps() : policy.caps().and(wished);
    }

    /** Null: never. */
    private static LocalDate free(Facts facts, Policy policy, LocalDate today) {
        LocalDate date = today;
        for (Full full = full(facts, policy, date); full != null; full = full(facts, policy, date)) {
            if (full.limit() == 0) {
                return null;
            }
            date = full.period().next(date);
        }
        return date;
    }

    private static Decision wait(String rule, Instant until, Facts facts, String tooLate) {
        return until.isBefore(facts.validUntil()) ? new Decision.Wait(rule, until) : new Decision.Refuse(tooLate);
    }
}
