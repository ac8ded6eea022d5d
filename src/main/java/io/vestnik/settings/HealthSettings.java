package io.vestnik.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a provider loses a part of its share.
 *
 * @param slow a message that was not heard of for longer is late
 * @param slowShare percent of late messages that make a provider slow
 * @param errors more in a minute make it sick
 */
public record HealthSettings(
        @DefaultValue("5m") Duration slow, @DefaultValue("15") int slowShare, @DefaultValue("50") int errors) {

    private static final Duration SLOWEST = Duration.ofMinutes(30); // counts are kept for an hour

    public HealthSettings {
        require(slow.toMillis() > 0 && slow.compareTo(SLOWEST) <= 0, "slow: must be over 0 and at most 30m");
        require(slowShare >= 1 && slowShare <= 100, "slow-share: must be 1 to 100");
        require(errors >= 1, "errors: must be over 0");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
