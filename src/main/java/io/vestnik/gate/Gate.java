package io.vestnik.gate;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.ledger.Refusals;
import io.vestnik.message.MessageClass;
import io.vestnik.pause.Pauses;
import io.vestnik.queue.Leases;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The arithmetic behind {@code routes/core/gate.camel.yaml}; what follows from it stands in the route. */
@Component("gate")
public class Gate {

    private record Closed(Instant at, List<String> pairs) {}

    private record Facts(String messageClass, String channel, String consent, String hours, boolean paused) {}

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

    /**
     * Puts together what is alike.
     *
     * @param rows of {@code sql/gate-facts.sql}
     */
    public List<Likes> sort(List<Map<String, Object>> rows) {
        Instant now = clock.instant();
        Map<Facts, List<String>> groups = new LinkedHashMap<>();
        for (Map<String, Object> row : rows) {
            String messageClass = (String) row.get("class");
            String account = (String) row.get("account");
            String channel = (String) row.get("channel");
            Facts facts = new Facts(
                    messageClass,
                    channel,
                    (String) row.get("consent"),
                    hours(account, messageClass, now),
                    pauses.holds(account, channel));
            groups.computeIfAbsent(facts, f -> new ArrayList<>()).add((String) row.get("id"));
        }
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
    public List<String> closed() {
        Instant second = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Closed known = closed;
        if (known == null || !known.at.equals(second)) {
            known = new Closed(second, closed(accounts.all(), second));
            closed = known;
        }
        return known.pairs;
    }

    private static List<String> closed(Collection<Account> accounts, Instant now) {
        List<String> closed = new ArrayList<>();
        for (Account account : accounts) {
            for (MessageClass messageClass : MessageClass.values()) {
                if (account.hoursOf(messageClass).nextOpening(now, account.zone()).isAfter(now)) {
                    closed.add(account.id() + " " + messageClass);
                }
            }
        }
        return closed;
    }

    private String hours(String account, String messageClass, Instant now) {
        return accounts.find(account)
                .map(sender -> opening(sender, messageClass, now).isAfter(now) ? "closed" : "open")
                .orElse("no_account");
    }

    private static Instant opening(Account sender, String messageClass, Instant now) {
        return sender.hoursOf(MessageClass.of(messageClass)).nextOpening(now, sender.zone());
    }
}
