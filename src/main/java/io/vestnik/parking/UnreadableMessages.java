package io.vestnik.parking;

import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.alert.DeadLetterAlarm;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Queue messages that could not be understood: nothing vanishes, an operator sees them. */
@Component("unreadableMessages")
public class UnreadableMessages {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableMessages.class);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final DeadLetterAlarm deadLetters;

    UnreadableMessages(JdbcClient jdbc, Clock clock, DeadLetterAlarm deadLetters) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.deadLetters = deadLetters;
    }

    /** Writes a dead letter of no account. */
    public void bury(String reason) {
        String why = reason == null ? "queue message could not be understood" : reason;
        LOG.error("dead letter from the queues: {}", why);
        jdbc.sql("INSERT INTO dead_letter (id, reason, at) VALUES (:id, :reason, :at::timestamptz)")
                .param("id", UlidCreator.getMonotonicUlid().toString())
                .param("reason", why)
                .param("at", clock.instant().toString())
                .update();
        deadLetters.written("queue", 1);
    }
}
