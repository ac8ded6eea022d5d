package io.vestnik.ingress.smpp.part;

import io.vestnik.batch.MicroBatcher;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the ids stand for that clients were given, where it is not simply a message's own. */
@Component
public class SubmitIds {

    /** What an id of a client stands for. */
    public enum Kind {
        /** A part of a message that is not together yet. */
        WAITING,
        /** A part whose others never came. */
        GIVEN_UP,
        /** One message, or several of a submit_multi. */
        MESSAGES
    }

    /** @param messageIds empty unless {@link Kind#MESSAGES} */
    public record Found(Kind kind, List<String> messageIds) {}

    private record Given(String account, String systemId, String submitId, List<String> messageIds, int registered) {}

    private record Row(String messageId, boolean waiting) {}

    private static final String INSERT =
            """
            INSERT INTO esme_submit (id, position, account, system_id, message_id, registered, submitted_at)
            SELECT u.id, u.position, u.account, u.system_id, u.message_id, u.registered, :now::timestamptz
            FROM unnest(:ids::text[], :positions::int[], :accounts::text[], :systemIds::text[], :messageIds::text[], :registered::int[])
                 AS u (id, position, account, system_id, message_id, registered)
            """;
    private static final String FIND =
            """
            SELECT message_id, due IS NOT NULL AS waiting FROM esme_submit WHERE id = :id AND account = :account ORDER BY position
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final MicroBatcher<Given, Instant> batcher;

    SubmitIds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.batcher = new MicroBatcher<>("submit-ids", 100, this::insert);
    }

    /** Writes down that one id stands for the messages of a submit_multi, which have these ids; before they are accepted. */
    public CompletableFuture<?> give(String account, String systemId, String submitId, List<String> messageIds, int registered) {
        return batcher.add(new Given(account, systemId, submitId, messageIds, registered));
    }

    private List<Instant> insert(List<Given> all) {
        List<String> ids = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        List<String> accounts = new ArrayList<>();
        List<String> systemIds = new ArrayList<>();
        List<String> messageIds = new ArrayList<>();
        List<Integer> registered = new ArrayList<>();
        for (Given given : all) {
            for (int i = 0; i < given.messageIds.size(); i++) {
                ids.add(given.submitId);
                positions.add(i);
                accounts.add(given.account);
                systemIds.add(given.systemId);
                messageIds.add(given.messageIds.get(i));
                registered.add(given.registered);
            }
        }
        Instant now = clock.instant();
        jdbc.sql(INSERT)
                .param("ids", ids.toArray(String[]::new))
                .param("positions", positions.toArray(Integer[]::new))
                .param("accounts", accounts.toArray(String[]::new))
                .param("systemIds", systemIds.toArray(String[]::new))
                .param("messageIds", messageIds.toArray(String[]::new))
                .param("registered", registered.toArray(Integer[]::new))
                .param("now", now.toString())
                .update();
        return all.stream().map(given -> now).toList();
    }

    /** Empty: the client was never given it; it may be a message's own. */
    public Optional<Found> find(String account, String submitId) {
        List<Row> rows = jdbc.sql(FIND)
                .param("id", submitId)
                .param("account", account)
                .query((row, n) -> new Row(row.getString(1), row.getBoolean(2)))
                .list();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        if (rows.get(0).waiting) {
            return Optional.of(new Found(Kind.WAITING, List.of())); // also one that is together and not accepted yet
        }
        if (rows.get(0).messageId == null) {
            return Optional.of(new Found(Kind.GIVEN_UP, List.of()));
        }
        return Optional.of(new Found(Kind.MESSAGES, rows.stream().map(Row::messageId).toList()));
    }

    @PreDestroy
    void close() throws InterruptedException {
        batcher.close();
    }
}
