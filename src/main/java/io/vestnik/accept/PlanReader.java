package io.vestnik.accept;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.account.Account;
import io.vestnik.address.Addresses;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.message.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** The steps of a message's cascade: its own, else the account's, else the one that the address implies. */
final class PlanReader {

    private static final int MOST_STEPS = 20;
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(7);
    private static final Set<String> SUCCESSES = Set.of("accepted", "delivered", "read", "reply");

    private final Predicate<String> channelKnown;
    private final ToIntFunction<String> smsSegments;
    private final BiPredicate<Account, String> forbidden;

    PlanReader(Predicate<String> channelKnown, ToIntFunction<String> smsSegments, BiPredicate<Account, String> forbidden) {
        this.channelKnown = channelKnown;
        this.smsSegments = smsSegments;
        this.forbidden = forbidden;
    }

    Plan read(Account account, Fields message, Map<String, String> to, String text, Faults faults) {
        List<JsonNode> given = message.array("channels", 1, MOST_STEPS);
        List<Step> steps;
        Map<String, Map<String, Object>> templates = new HashMap<>();
        if (given != null) {
            steps = own(given, to, text, templates, faults);
        } else if (!account.cascade().isEmpty()) {
            // a channel of the account's that the hub can't speak was told of at the start: the others still serve
            List<String> spoken = account.cascade().stream().filter(channelKnown).toList();
            steps = byName(spoken.isEmpty() ? account.cascade() : spoken, to, text, faults);
        } else {
            String implied = Addresses.impliedChannel(to);
            steps = implied == null ? List.of() : byName(List.of(implied), to, text, faults);
        }
        // a fault in the addresses or the steps is the reason: this one would only repeat it
        boolean reachable = steps.stream().anyMatch(step -> step.address() != null);
        if (!reachable && !faults.isAt("/to") && !faults.isAt("/channels")) {
            faults.unprocessable("/to", "has no address for any of the message's channels");
        }
        if (!steps.isEmpty() && steps.stream().allMatch(step -> forbidden.test(account, step.channel()))) {
            faults.unprocessable("/channels", "the account must not use " + (steps.size() == 1 ? "this channel" : "any of these channels"));
        }
        return new Plan(steps, templates);
    }

    private List<Step> own(
            List<JsonNode> given, Map<String, String> to, String text, Map<String, Map<String, Object>> templates, Faults faults) {
        List<Step> steps = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            Fields fields = Fields.of(given.get(i), "/channels/" + i, faults);
            if (given.get(i).isObject()) {
                fields.require("channel");
            }
            String channel = fields.text("channel", 1, 32);
            Duration timeout = fields.duration("timeout");
            boolean required = Boolean.TRUE.equals(fields.flag("required"));
            String success = success(fields, faults);
            Map<String, Object> template = TemplateReader.read(fields, faults);
            fields.refuseOthers();
            if (timeout != null && timeout.compareTo(LONGEST_TIMEOUT) > 0) {
                faults.unprocessable(fields.pointer("timeout"), "must be at most P7D");
            }
            if (channel != null && isGood(channel, seen, fields.pointer("channel"), faults)) {
                steps.add(step(channel, timeout, required, success, to, text));
                if (template != null) {
                    templates.put(channel, template);
                }
            }
        }
        return steps;
    }

    /** Null: not said. */
    private static String success(Fields step, Faults faults) {
        String success = step.text("success", 1, 20);
        if (success == null || SUCCESSES.contains(success)) {
            return success;
        }
        if (success.equals("click")) {
            faults.unprocessable(step.pointer("success"), "click is not supported yet: there are no short links");
        } else {
            faults.malformed(step.pointer("success"), "must be accepted, delivered, read or reply");
        }
        return null;
    }

    private boolean isGood(String channel, Set<String> seen, String pointer, Faults faults) {
        if (!Addresses.CHANNEL.matcher(channel).matches()) {
            faults.malformed(pointer, "must be a channel's name: lower-case letters, digits and hyphens");
            return false;
        }
        if (!seen.add(channel)) {
            faults.malformed(pointer, "is a channel of an earlier step");
            return false;
        }
        if (!channelKnown.test(channel)) {
            faults.unprocessable(pointer, "is not a channel of this hub");
            return false;
        }
        return true;
    }

    private List<Step> byName(List<String> channels, Map<String, String> to, String text, Faults faults) {
        for (String channel : channels) {
            if (!channelKnown.test(channel)) {
                faults.unprocessable("/channels", "is missing, and " + channel + " is not a channel of this hub");
            }
        }
        return channels.stream()
                .map(channel -> step(channel, null, false, null, to, text))
                .toList();
    }

    private Step step(
            String channel, Duration timeout, boolean required, String success, Map<String, String> to, String text) {
        int segments = channel.equals("sms") ? smsSegments.applyAsInt(text) : 1;
        return new Step(channel, Addresses.on(channel, to), timeout, required, segments, success);
    }
}
