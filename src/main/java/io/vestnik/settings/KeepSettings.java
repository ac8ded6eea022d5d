package io.vestnik.settings;

import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what is over is kept.
 *
 * @param messages after they ended, with all that hangs on them; replies after they came
 * @param deadLetters after they were written; a failed message is kept as long, so that it can be sent again
 */
public record KeepSettings(@DefaultValue("90d") Duration messages, @DefaultValue("180d") Duration deadLetters) {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    public KeepSettings {
        require("messages", messages);
        require("dead-letters", deadLetters);
    }

    private static void require(String key, Duration kept) {
        if (kept.compareTo(LONGEST) > 0 || kept.toMillis() < 1) {
            throw new IllegalArgumentException(key + ": must be over 0 and at most 36500d");
        }
    }

    /** What ended, or came, earlier is old. */
    public Instant messagesSince(Instant now) {
        return now.minus(messages);
    }

    public Instant deadLettersSince(Instant now) {
        return now.minus(deadLetters);
    }

    /** Failed messages wait for their dead letter. */
    public Instant failedSince(Instant now) {
        return now.minus(messages.compareTo(deadLetters) > 0 ? messages : deadLetters);
    }
}
