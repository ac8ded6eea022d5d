package io.vestnik.gate;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.ledger.Refusals;
import io.vestnik.message.MessageClass;
import io.vestnik.pause.Pauses;
import io.vestnik.queue.Batch;
import io.vestnik.queue.Leases;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The arithmetic behind {@code routes/core/gate.camel.yaml}; what follows from it stands in the route. */
@Component("gate")
public class Gate {

    private record Closed(Instant at, Set<String> pairs) {}

    private record Facts(String messageClass, String channel, String consent, String hours, boolean paused) {}

    private static final String FACTS =
            """
            SELECT d.id, d.channel, m.account, m.class,
                   CASE WHEN m.class = 'authorization' THEN 'not_asked' ELSE consent.state END AS consent
            FROM delivery d JOIN message m ON m.id = d.message_id
            LEFT JOIN LATERAL consent_word(m.account, m.addresses, m.class, d.channel) consent ON m.class <> 'authorization'
            WHERE d.id = ANY (:ids) AND d.status = 'queued'
            """;

    private final Accounts accounts;
    private final Pauses pauses;
    private final Refusals refusals;
    private final Leases leases;
    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile Closed closed;

    Gate(Accounts accounts, Pauses pauses, Refusals refusals, Leases leases, JdbcClient jdbc, Clock clock) {
        this.accounts = accounts;
        this.pauses = pauses;
        this.refusals = refusals;
        this.leases = leases;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The queued deliveries of a batch, those together that are alike in all that the gate asks; the others are left out. */
    public List<Likes> sort(Batch batch) {
        Set<String> closed = closed();
        Map<Facts, List<String>> groups = new LinkedHashMap<>();
        String[] ids = StreamSupport.stream(batch.spliterator(), false).toArray(String[]::new);
        jdbc.sql(FACTS).param("ids", ids).query(row -> {
            String channel = row.getString("channel");
            String account = row.getString("account");
            String messageClass = row.getString("class");
            Facts facts = new Facts(
                    messageClass,
                    channel,
                    row.getString("consent"),
                    hours(account, messageClass, closed),
                    pauses.holds(account, channel));
            groups.computeIfAbsent(facts, f -> new ArrayList<>()).add(row.getString("id"));
        });
        return groups.entrySet().stream()
                .map(e -> new Likes(
                        e.getKey().messageClass,
                        e.getKey().channel,
                        e.getKey().consent,
                        e.getKey().hours,
                        e.getKey().paused,
                        e.getValue()))
                .toList();
    }

    /** Puts deliveries off until their account's hours begin; those whose validity is over by then are refused. */
    public void defer(Collection<String> ids) {
        Instant now = clock.instant();
        Map<String, Instant> until = new HashMap<>();
        jdbc.sql("SELECT d.id, m.account, m.class FROM delivery d JOIN message m ON m.id = d.message_id WHERE d.id = ANY (:ids)")
                .param("ids", ids.toArray(String[]::new))
                .query(row -> {
                    String messageClass = row.getString(3);
                    String id = row.getString(1);
                    accounts.find(row.getString(2)).ifPresent(sender -> until.put(id, opening(sender, messageClass, now)));
                });
        refusals.defer(until);
    }

    /**
     * Accounts and classes that must not be sent to now, as {@code account class}. Found once a second: hours begin and end
     * on minutes.
     */
    public Set<String> closed() {
        Instant second = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Closed known = closed;
        if (known == null || !known.at.equals(second)) {
            known = new Closed(second, closed(accounts.all(), second));
            closed = known;
        }
        return known.pairs;
    }

    private static Set<String> closed(Collection<Account> accounts, Instant now) {
        Set<String> closed = new HashSet<>();
        for (Account account : accounts) {
            for (MessageClass messageClass : MessageClass.values()) {
                if (account.hoursOf(messageClass).nextOpening(now, account.zone()).isAfter(now)) {
                    closed.add(account.id() + " " + messageClass);
                }
            }
        }
        return closed;
    }

    private String hours(String account, String messageClass, Set<String> closed) {
        if (accounts.find(account).isEmpty()) {
            return "no_account";
        }
        return closed.contains(account + ' ' + messageClass) ? "closed" : "open";
    }

    private static Instant opening(Account sender, String messageClass, Instant now) {
        return sender.hoursOf(MessageClass.of(messageClass)).nextOpening(now, sender.zone());
    }
}
