package io.vestnik.gate;

import io.vestnik.account.Account;
import io.vestnik.channel.ChannelTraits;
import io.vestnik.channel.Providers;
import io.vestnik.session.ForbiddenChannels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** What is known of the {@link Reach} of channels; the database is asked only for those that have chats. */
@Component
public class Reaches {

    /** Of {@link Recipients#COLUMNS}. Aggregates: no plan reads all sessions for them. */
    static final String COLUMNS =
            """
            CASE WHEN d.channel = ANY (:chats) THEN (
                SELECT bool_or(s.state = 'blocked') FROM session s
                WHERE s.address = d.address AND s.channel = d.channel AND s.account IN ('', m.account))
            END AS blocked,
            d.channel = ANY (:windowed) AND NOT coalesce(d.channel = ANY (m.templates), false) AS windowed,
            CASE WHEN d.channel = ANY (:windowed) THEN (
                SELECT max(s.heard_at) FROM session s
                WHERE s.address = d.address AND s.channel = d.channel AND s.account IN ('', m.account))
            END AS heard_at""";

    private final ForbiddenChannels forbidden;
    private final ChannelTraits traits;
    private final Providers providers;

    Reaches(ForbiddenChannels forbidden, ChannelTraits traits, Providers providers) {
        this.forbidden = forbidden;
        this.traits = traits;
        this.providers = providers;
    }

    /** Channels that may tell of chats. */
    String[] chats() {
        return traits.described().toArray(String[]::new);
    }

    /** Those of them that have a window; the sandbox has none. */
    String[] windowed() {
        return traits.described().stream()
                .filter(channel -> traits.of(channel).window() != null && !providers.sandboxed(channel))
                .toArray(String[]::new);
    }

    /** @param sender null: it was removed */
    Reach of(ResultSet row, Account sender) throws SQLException {
        String channel = row.getString("channel");
        boolean mayNot = sender != null && forbidden.test(sender, channel);
        boolean blocked = row.getBoolean("blocked");
        Instant closes = row.getBoolean("windowed") ? closes(channel, row.getTimestamp("heard_at")) : null;
        return mayNot || blocked || closes != null ? new Reach(mayNot, blocked, closes) : Reach.OPEN;
    }

    /** Null: the description has lost its window meanwhile. */
    private Instant closes(String channel, Timestamp heard) {
        Duration window = traits.of(channel).window();
        return window == null ? null : heard == null ? Instant.MIN : heard.toInstant().plus(window);
    }
}
