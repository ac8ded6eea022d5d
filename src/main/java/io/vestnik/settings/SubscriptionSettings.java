package io.vestnik.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The page where people say what they want to be sent.
 *
 * @param linkValidFor how long a link to it can be used where the call does not say, and those in mails
 */
public record SubscriptionSettings(@DefaultValue("90d") Duration linkValidFor) {

    /** Beyond what a person keeps a message for. */
    public static final Duration LONGEST = Duration.ofDays(730);

    public SubscriptionSettings {
        if (linkValidFor.compareTo(Duration.ofMinutes(1)) < 0 || linkValidFor.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("link-valid-for: must be 1m to 730d");
        }
    }
}
