package io.vestnik.consent;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.account.Account;
import io.vestnik.address.Addresses;
import io.vestnik.form.Characters;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.message.InvalidMessage;
import io.vestnik.message.MessageClass;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Reads a consent as the contract has it ({@code openapi/vestnik-v1.yaml}, schema {@code Consent}). */
@Component
public class ConsentReader {

    private static final Set<String> METHODS = Set.of("web-form", "sms", "call", "paper", "import", "reply", "page");
    private static final int LARGEST_EVIDENCE = 4_096;

    /** Clocks differ: a moment this near is now. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final Addresses addresses;
    private final Predicate<String> channelKnown;
    private final Clock clock;

    public ConsentReader(Addresses addresses, Predicate<String> channelKnown, Clock clock) {
        this.addresses = addresses;
        this.channelKnown = channelKnown;
        this.clock = clock;
    }

    /** @throws InvalidMessage with every error found */
    public Consent read(Account account, JsonNode json) {
        return read(account, json, false);
    }

    /** One of many: nobody said them all just now, so each must have its time. */
    public Consent readImported(Account account, JsonNode json) {
        return read(account, json, true);
    }

    private Consent read(Account account, JsonNode json, boolean imported) {
        Faults faults = new Faults();
        Characters.check(json, "", faults);
        Fields fields = Fields.of(json, "", faults);
        List<String> keys = keys(fields.any("to"), faults);
        fields.require("class");
        fields.require("granted");
        fields.require("method");
        MessageClass messageClass = messageClass(fields, faults);
        String channel = fields.text("channel", 1, 32);
        if (channel != null && !channelKnown.test(channel)) {
            faults.unprocessable("/channel", "is not a channel of this hub");
        }
        Boolean granted = fields.flag("granted");
        String method = fields.text("method", 1, 20);
        if (method != null && !METHODS.contains(method)) {
            faults.malformed("/method", "must be one of web-form, sms, call, paper, import, reply, page");
        }
        JsonNode evidence = evidence(fields, faults);
        Instant at = at(fields, imported || "import".equals(method), faults);
        fields.refuseOthers();
        faults.throwIfAny();
        return new Consent(
                null, account.id(), keys, messageClass, channel, Boolean.TRUE.equals(granted), method, evidence, at, account.id());
    }

    /**
     * Whom a {@code to} names, as keys of {@code message.addresses}. A contact need not be known yet: what is said of it holds from
     * when it is.
     */
    public List<String> keys(JsonNode to, Faults faults) {
        return addresses.read(to, "/to", faults).entrySet().stream()
                .map(address -> Addresses.key(address.getKey(), address.getValue()))
                .distinct()
                .toList();
    }

    private static MessageClass messageClass(Fields fields, Faults faults) {
        String name = fields.text("class", 1, 20);
        try {
            return name == null ? null : MessageClass.of(name);
        } catch (IllegalArgumentException e) {
            faults.malformed("/class", e.getMessage());
            return null;
        }
    }

    private static JsonNode evidence(Fields fields, Faults faults) {
        JsonNode evidence = fields.any("evidence");
        if (evidence == null) {
            return null;
        }
        if (!evidence.isTextual() && !evidence.isObject()) {
            faults.malformed("/evidence", "must be a string or an object");
        } else if (evidence.toString().getBytes(StandardCharsets.UTF_8).length > LARGEST_EVIDENCE) {
            faults.malformed("/evidence", "must have at most " + LARGEST_EVIDENCE + " bytes as JSON");
        }
        return evidence;
    }

    private Instant at(Fields fields, boolean imported, Faults faults) {
        Instant now = clock.instant();
        Instant at = fields.time("at");
        if (at == null) {
            if (imported && !fields.has("at")) {
                faults.unprocessable("/at", "is missing: an import must say when each consent was given");
            }
            return now;
        }
        if (at.isAfter(now.plus(CLOCK_SKEW))) {
            faults.unprocessable("/at", "must not be in the future");
        }
        return at.isAfter(now) ? now : at; // or a withdrawal that follows would count as the earlier word
    }
}
