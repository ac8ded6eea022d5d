package io.vestnik.settings;

import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what is over is kept.
 *
 * @param messages after they ended, with all that hangs on them; replies after they came
 * @param deadLetters after they were written; a failed message is kept as long, so that it can be sent again
 * @param classes of messages that are kept for another time
 * @param acts of erasures, after they were done
 * @param access who looked at personal data, after they did
 */
public record KeepSettings(
        @DefaultValue("90d") Duration messages,
        @DefaultValue("180d") Duration deadLetters,
        @DefaultValue Classes classes,
        @DefaultValue("1095d") Duration acts,
        @DefaultValue("365d") Duration access) {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** Each null: as all messages. */
    public record Classes(Duration authorization, Duration transactional, Duration service, Duration marketing) {

        public Classes {
            require("classes.authorization", authorization);
            require("classes.transactional", transactional);
            require("classes.service", service);
            require("classes.marketing", marketing);
        }
    }

    public KeepSettings {
        require("messages", messages);
        require("dead-letters", deadLetters);
        require("acts", acts);
        require("access", access);
    }

    private static void require(String key, Duration kept) {
        if (kept != null && (kept.compareTo(LONGEST) > 0 || kept.toMillis() < 1)) {
            throw new IllegalArgumentException(key + ": must be over 0 and at most 36500d");
        }
    }

    /** What ended, or came, earlier is old. */
    public Instant messagesSince(Instant now) {
        return now.minus(messages);
    }

    /** How long messages of a class are kept, by its name. */
    public Duration messages(String messageClass) {
        Duration own = switch (messageClass) {
            case "authorization" -> classes.authorization;
            case "transactional" -> classes.transactional;
            case "service" -> classes.service;
            case "marketing" -> classes.marketing;
            default -> null;
        };
        return own == null ? messages : own;
    }

    public Instant deadLettersSince(Instant now) {
        return now.minus(deadLetters);
    }

    public Instant actsSince(Instant now) {
        return now.minus(acts);
    }

    public Instant accessSince(Instant now) {
        return now.minus(access);
    }
}
