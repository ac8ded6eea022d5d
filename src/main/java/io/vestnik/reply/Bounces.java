package io.vestnik.reply;

import io.vestnik.channel.Receipt;
import io.vestnik.channel.email.Bounce;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.settings.VestnikSettings.ChannelSettings;
import io.vestnik.suppression.Suppression;
import io.vestnik.suppression.Suppressions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Mails that came back. Only what names a mail of ours by its Message-ID counts: nobody else can know it. */
@Component("bounces")
public class Bounces {

    private record Ours(String provider, String account, String deliveryId, String address) {}

    private static final Logger LOG = LoggerFactory.getLogger(Bounces.class);
    private static final String FIND =
            """
            SELECT p.provider, d.account, d.id AS delivery_id, d.address FROM provider_message p JOIN delivery d ON d.id = p.delivery_id
            WHERE p.provider = ANY (:providers) AND p.id = :messageId
            """;

    private final String[] providers;
    private final Suppressions suppressions;
    private final JdbcClient jdbc;
    private final Clock clock;

    Bounces(VestnikSettings settings, Suppressions suppressions, JdbcClient jdbc, Clock clock) {
        this.providers = settings.channels().getOrDefault("email", new ChannelSettings(List.of(), null)).providers().stream()
                .map(ProviderSettings::name)
                .toArray(String[]::new);
        this.suppressions = suppressions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Dead addresses go to the list; answers what is to be told as receipts. What is only late is noted. */
    public List<Receipt> settle(List<Bounce> bounces) {
        List<Receipt> receipts = new ArrayList<>();
        for (Bounce bounce : bounces) {
            Ours ours = bounce.messageId() == null ? null : find(bounce.messageId());
            boolean known = ours != null && (bounce.recipient() == null || bounce.recipient().equalsIgnoreCase(ours.address));
            LOG.info("bounce status={} delivery_id={}", bounce.status(), known ? ours.deliveryId : "unknown");
            if (known && bounce.addressIsDead() && !ours.address.isEmpty()) { // of an erased person it is
                suppressions.add(List.of(suppressions.dead(
                        ours.account, "email", ours.address, Suppression.HARD_BOUNCE, ours.provider + " " + bounce.status(), clock.instant())));
            }
            if (known && bounce.failed()) {
                receipts.add(new Receipt(
                        ours.provider, bounce.messageId(), Receipt.State.UNDELIVERED, bounce.status(), clock.instant(), null, null, null));
            }
        }
        return receipts;
    }

    private Ours find(String messageId) {
        return jdbc.sql(FIND)
                .param("providers", providers)
                .param("messageId", messageId)
                .query(Ours.class)
                .optional()
                .orElse(null);
    }
}
