package io.vestnik.subscription;

import io.vestnik.settings.PublicUrl;
import io.vestnik.settings.VestnikSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes links to the subscription page, and reads them again. */
@Component
public class Links {

    private final LinkToken tokens;
    private final PublicUrl url;
    private final Duration validFor;
    private final Clock clock;

    Links(LinkToken tokens, PublicUrl url, VestnikSettings settings, Clock clock) {
        this.tokens = tokens;
        this.url = url;
        this.validFor = settings.subscription().linkValidFor();
        this.clock = clock;
    }

    /**
     * @param key one of the person's addresses, as in {@code message.addresses}
     * @param validFor null: as long as the settings say
     */
    public Link link(String account, String key, Duration validFor) {
        Instant end = clock.instant().plus(validFor == null ? this.validFor : validFor);
        Instant minute = end.truncatedTo(ChronoUnit.MINUTES);
        return new Link(account, key, minute.equals(end) ? end : minute.plus(1, ChronoUnit.MINUTES));
    }

    public String url(Link link) {
        return url.base() + "/s/" + tokens.of(link);
    }

    /** Whether what a mail program calls by itself may be offered: RFC 8058, 3.1, asks for HTTPS. */
    public boolean isSecure() {
        return url.base().startsWith("https:");
    }

    /** Also one that has expired; empty: it was not made here. */
    public Optional<Link> read(String token) {
        return tokens.read(token);
    }

    public boolean hasExpired(Link link) {
        return !clock.instant().isBefore(link.expiresAt());
    }
}
