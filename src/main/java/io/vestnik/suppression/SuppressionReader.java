package io.vestnik.suppression;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.account.Account;
import io.vestnik.address.Addresses;
import io.vestnik.form.Characters;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Reads what an account itself takes for dead ({@code openapi/vestnik-v1.yaml}, schema {@code NewSuppression}). */
@Component
public class SuppressionReader {

    private static final List<String> REASONS = List.of(
            Suppression.MANUAL, Suppression.PERMANENT_FAILURE, Suppression.HARD_BOUNCE, Suppression.REFUSED_BY_OPERATOR);

    private final Addresses addresses;
    private final Predicate<String> channelKnown;
    private final Clock clock;

    public SuppressionReader(Addresses addresses, Predicate<String> channelKnown, Clock clock) {
        this.addresses = addresses;
        this.channelKnown = channelKnown;
        this.clock = clock;
    }

    /** @throws io.vestnik.message.InvalidMessage with every error found */
    public Suppression read(Account account, JsonNode json) {
        Faults faults = new Faults();
        Characters.check(json, "", faults);
        Fields fields = Fields.of(json, "", faults);
        Map<String, String> to = addresses.read(fields.any("to"), "/to", faults);
        if (to.containsKey(Addresses.CONTACT)) {
            faults.unprocessable("/to/contact", "is not an address");
        } else if (to.size() > 1) {
            faults.malformed("/to", "must have one address");
        }
        String own = to.size() == 1 ? own(to) : null;
        String channel = fields.text("channel", 1, 32);
        if (channel != null && !channelKnown.test(channel)) {
            faults.unprocessable("/channel", "is not a channel of this hub");
        } else if (channel != null && own != null && !channel.equals(own)) {
            faults.unprocessable("/channel", "must be " + own + ": no other has this address");
        }
        String reason = fields.text("reason", 1, 40);
        if (reason != null && !REASONS.contains(reason)) {
            faults.malformed("/reason", "must be one of " + String.join(", ", REASONS));
        }
        Instant now = clock.instant();
        Instant expires = fields.time("expires");
        if (expires != null && !expires.isAfter(now)) {
            faults.unprocessable("/expires", "must be in the future");
        }
        fields.refuseOthers();
        faults.throwIfAny();
        return new Suppression(
                account.id(), own == null ? channel : own, to.values().iterator().next(), reason == null ? Suppression.MANUAL : reason,
                "account " + account.id(), now, expires);
    }

    /** The one channel that has such an address; null: several. */
    private static String own(Map<String, String> to) {
        Map.Entry<String, String> address = to.entrySet().iterator().next();
        return Suppression.channelOf(Addresses.key(address.getKey(), address.getValue()));
    }
}
