package io.vestnik.session;

import io.vestnik.channel.ChannelTraits;
import io.vestnik.message.Step;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where a recipient is known to be reached: it has a chat with us that is open, and its window too. */
@Component
public class OpenSessions {

    private static final String OPEN =
            """
            SELECT s.channel, max(s.heard_at) FROM session s
            JOIN unnest(:channels::text[], :addresses::text[]) AS u (channel, address) ON s.channel = u.channel AND s.address = u.address
            WHERE s.account IN ('', :account)
            GROUP BY s.channel HAVING bool_and(s.state = 'open')
            """;

    private final JdbcClient jdbc;
    private final ChannelTraits traits;
    private final Clock clock;

    public OpenSessions(JdbcClient jdbc, ChannelTraits traits, Clock clock) {
        this.jdbc = jdbc;
        this.traits = traits;
        this.clock = clock;
    }

    /** The channels of those steps on which that is so. Asks the database. */
    public Set<String> among(List<Step> steps, String account) {
        List<Step> addressed = steps.stream().filter(step -> step.address() != null).toList();
        Instant now = clock.instant();
        Set<String> open = new HashSet<>();
        jdbc.sql(OPEN)
                .param("channels", addressed.stream().map(Step::channel).toArray(String[]::new))
                .param("addresses", addressed.stream().map(Step::address).toArray(String[]::new))
                .param("account", account)
                .query(row -> {
                    Timestamp heard = row.getTimestamp(2);
                    Duration window = traits.of(row.getString(1)).window();
                    if (window == null || heard != null && heard.toInstant().plus(window).isAfter(now)) {
                        open.add(row.getString(1));
                    }
                });
        return open;
    }
}
