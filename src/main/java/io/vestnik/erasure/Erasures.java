package io.vestnik.erasure;

import io.vestnik.consent.ConsentGate;
import io.vestnik.ledger.Erasing;
import io.vestnik.suppression.Suppressions;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Erases people. A row says that it is to be done, and from that commit nothing is sent to them any more; then the rows go in portions.
 * Whoever asked waits for the end; when its node is gone the clock goes on with it.
 */
@Component("erasures")
public class Erasures {

    private static final String ALONE = "SELECT 1 FROM (SELECT pg_advisory_xact_lock(:gate)) AS alone";

    private final ActRows acts;
    private final PersonRows people;
    private final Erasing messages;
    private final Suppressions suppressions;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Erasures(
            ActRows acts,
            PersonRows people,
            Erasing messages,
            Suppressions suppressions,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock) {
        this.acts = acts;
        this.people = people;
        this.messages = messages;
        this.suppressions = suppressions;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Whoever these addresses are of; done when it returns. @param from where the call came from */
    public Act erase(String account, Collection<String> keys, String from) {
        ActRows.Open open = begin(account, keys, from);
        goOn(open);
        return acts.find(account, open.id()).orElseThrow();
    }

    /** One contact, with all its addresses. Asked again, the act that stands is answered. Empty: there is and was none. */
    public Optional<Act> eraseContact(String account, String id, String from) {
        String key = "contact:" + id;
        if (people.isKnown(account, key)) {
            return Optional.of(erase(account, List.of(key), from));
        }
        byte[] hash = suppressions.hash(key);
        acts.open(account, hash).forEach(this::goOn);
        return acts.latest(account, hash);
    }

    /** Newest first. @param beforeId the last one of the page before; null: none */
    public List<Act> list(String account, int limit, String beforeId) {
        return acts.list(account, limit, beforeId);
    }

    /** For the clock: what was left undone. */
    public void goOn() {
        for (Optional<ActRows.Open> open = acts.due(clock.instant()); open.isPresent(); open = acts.due(clock.instant())) {
            goOn(open.get());
        }
    }

    /** From its commit nothing more leaves: claims wait for it, and then see it. */
    private ActRows.Open begin(String account, Collection<String> asked, String from) {
        Instant now = clock.instant();
        return transaction.execute(status -> {
            jdbc.sql(ALONE).param("gate", ConsentGate.KEY).query().listOfRows();
            List<String> contacts = people.lock(account, asked.toArray(String[]::new));
            Person person = people.person(account, asked.toArray(String[]::new));
            ActRows.Open open = acts.insert(account, person, person.hashes(suppressions), from, now);
            int hidden = suppressions.hide(account, person.keys());
            suppressions.erase(account, person.keys(), open.id(), now);
            int removed = people.removeContacts(account, contacts);
            acts.count(open.id(), Map.of("suppression", hidden, "contact", removed), now);
            return open;
        });
    }

    private void goOn(ActRows.Open open) {
        Person person = new Person(open.keys());
        String[] keys = person.keys().toArray(String[]::new);
        boolean more = true;
        while (more) {
            more = messages.some(
                    open.account(), keys, open.requestedAt(), counts -> acts.count(open.id(), counts, clock.instant()));
        }
        transaction.executeWithoutResult(status -> {
            if (acts.finish(open.id(), clock.instant())) {
                suppressions.hide(open.account(), person.keys()); // a receipt may have told of a dead address meanwhile
                acts.count(open.id(), people.remove(open.account(), person, open.requestedAt()), clock.instant());
            }
        });
    }
}
