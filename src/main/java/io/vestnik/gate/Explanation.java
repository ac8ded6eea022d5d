package io.vestnik.gate;

import io.vestnik.cap.Counts;
import io.vestnik.cap.Full;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the rules weighed, as names and values for a timeline: {@link Sentences} makes words of them. */
final class Explanation {

    private Explanation() {}

    /** Of a decision that is no pass. */
    static Map<String, String> why(Facts facts, Policy policy, Decision decision, Instant now) {
        Map<String, String> why = new LinkedHashMap<>();
        String rule = decision instanceof Decision.Wait wait ? wait.rule() : ((Decision.Refuse) decision).reason();
        switch (rule) {
            case "window_closed" -> {
                if (facts.reach().closes().isAfter(Instant.MIN)) {
                    why.put("until", facts.reach().closes().toString());
                }
            }
            case "suppressed_address" -> why.put("suppressed", facts.suppressed());
            case "paused" -> {
                why.put("by", "recipient");
                why.put("until", facts.wishes().pausedUntil(facts.messageClass(), now).toString());
            }
            case "frequency_cap" -> {
                Full full = Rules.full(facts, policy, Rules.today(facts, now));
                if (!full.channel().equals(Counts.ALL)) {
                    why.put("channel", full.channel());
                }
                why.put("cap", full.period().toString());
                why.put("limit", Integer.toString(full.limit()));
                why.put("count", Integer.toString(full.count()));
                clock(facts, why);
            }
            case "quiet_hours", "quiet_hours_expired" -> {
                why.put("hours", policy.hours().toString());
                clock(facts, why);
                Instant opening = policy.hours().nextOpening(now, facts.whereabouts().zones(), policy.calendar());
                if (!opening.equals(Instant.MAX)) {
                    why.put("until", opening.toString());
                }
            }
            default -> {} // the rule says it all
        }
        if (decision instanceof Decision.Wait wait) {
            why.put("until", wait.until().toString());
        }
        return why;
    }

    /** Of what is sent: whose clock allowed it; empty where none was asked. */
    static Map<String, String> sent(Facts facts, Policy policy) {
        Map<String, String> why = new LinkedHashMap<>();
        if (!facts.answer() && !policy.hours().isAlways()) {
            clock(facts, why);
        }
        return why;
    }

    private static void clock(Facts facts, Map<String, String> why) {
        why.put("zone", facts.whereabouts().dates().getId());
        why.put("source", facts.whereabouts().source().toString());
    }
}
