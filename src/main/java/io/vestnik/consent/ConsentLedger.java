package io.vestnik.consent;

import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.contact.Contacts;
import io.vestnik.ledger.Refusals;
import io.vestnik.message.MessageClass;
import io.vestnik.suppression.Suppressions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Who allowed what: rows are only ever added, and the latest one holds. */
@Component
public class ConsentLedger {

    private record Held(String account, MessageClass messageClass, String channel) {}

    /** Of an address that stands for all of its person's. */
    private static final String CONTACT = "contact:";

    private static final Instant EVER = Instant.parse("9999-01-01T00:00:00Z");

    private final ConsentRows rows;
    private final Contacts contacts;
    private final Suppressions suppressions;
    private final TransactionTemplate transaction;
    private final Refusals refusals;
    private final Clock clock;

    ConsentLedger(
            ConsentRows rows,
            Contacts contacts,
            Suppressions suppressions,
            TransactionTemplate transaction,
            Refusals refusals,
            Clock clock) {
        this.rows = rows;
        this.suppressions = suppressions;
        this.contacts = contacts;
        this.transaction = transaction;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** As it was recorded: one row an address, of a contact one for each that the person has. */
    public Consent record(Consent consent) {
        return recordAll(List.of(consent)).get(0);
    }

    /**
     * All of them in one transaction. What was withdrawn holds back all that is not yet on the wire.
     *
     * @return the same, each with the id of its first row
     */
    public List<Consent> recordAll(List<Consent> consents) {
        List<Consent> said = new ArrayList<>();
        List<Consent> recorded = transaction.execute(status -> write(consents, said));
        stop(said);
        return recorded;
    }

    /** Those that are not recorded yet, in one transaction: for exactly the addresses that each has. */
    public void recordOnce(List<Consent> consents) {
        List<Consent> said = consents.stream().flatMap(consent -> split(consent, consent.addresses()).stream()).toList();
        List<Consent> fresh = transaction.execute(status -> {
            List<Consent> unrecorded = rows.unrecorded(said);
            if (withdraws(unrecorded)) {
                rows.alone();
            }
            write(unrecorded);
            return unrecorded;
        });
        stop(fresh);
    }

    /** The rows alone, in the running transaction if there is one; {@link #holdBack} is to follow its commit. */
    public void write(Consent consent) {
        transaction.executeWithoutResult(status -> write(List.of(consent), new ArrayList<>()));
    }

    /** What is queued and was withdrawn is refused; the claims would hold it back as well. */
    public void holdBack(Consent consent) {
        stop(List.of(consent));
    }

    /** @param said takes the rows: one an address */
    private List<Consent> write(List<Consent> consents, List<Consent> said) {
        if (withdraws(consents)) {
            rows.alone();
        }
        List<Consent> recorded = new ArrayList<>();
        for (Consent consent : consents) {
            List<Consent> each = split(consent, addresses(consent));
            said.addAll(each);
            recorded.add(of(consent, each.get(0).id(), consent.addresses()));
        }
        write(said);
        return recorded;
    }

    /**
     * Says what follows from what stands. Claims are held up by a withdrawal alone: who grants, or says nothing new, waits for nobody.
     *
     * @param key one of the person's
     * @param decision of all the keys of the person, and of what stands
     */
    void change(String account, String key, BiFunction<List<String>, Standing, List<Consent>> decision) {
        List<String> keys = person(account, key);
        List<Consent> said = transaction.execute(status -> {
            List<Consent> fresh = decision.apply(keys, standing(account, keys));
            if (withdraws(fresh)) {
                rows.alone();
                fresh = decision.apply(keys, standing(account, keys)); // somebody may have spoken meanwhile
            }
            List<Consent> each = fresh.stream().flatMap(consent -> split(consent, consent.addresses()).stream()).toList();
            write(each);
            return each;
        });
        stop(said);
    }

    /** What these keys' words come to. */
    Standing standing(String account, Collection<String> keys) {
        return Standing.of(rows.latest(account, keys));
    }

    private static boolean withdraws(List<Consent> consents) {
        return consents.stream().anyMatch(consent -> !consent.granted());
    }

    /** All keys of the person that a key is of; sorted. */
    public List<String> person(String account, String key) {
        return contacts.keys(account, List.of(key));
    }

    /**
     * What was recorded for any of the addresses, newest first.
     *
     * @param beforeId only what was recorded before this entry; null: from the newest
     */
    public List<Consent> history(String account, Collection<String> addresses, int limit, String beforeId) {
        return rows.page(account, addresses, limit, beforeId).stream().map(Entry::consent).toList();
    }

    /**
     * All that was recorded for any of the addresses, in that order.
     *
     * @param until null: to this day
     */
    List<Entry> entries(String account, Collection<String> addresses, Instant until) {
        return rows.all(account, addresses, until == null ? EVER : until);
    }

    Instant now() {
        return clock.instant();
    }

    private List<String> addresses(Consent consent) {
        boolean whole = consent.addresses().stream().anyMatch(address -> address.startsWith(CONTACT));
        return whole ? contacts.keys(consent.account(), consent.addresses()) : consent.addresses();
    }

    private static List<Consent> split(Consent consent, List<String> addresses) {
        return addresses.stream()
                .map(address -> of(consent, UlidCreator.getMonotonicUlid().toString(), List.of(address)))
                .toList();
    }

    private static Consent of(Consent consent, String id, List<String> addresses) {
        return new Consent(
                id, consent.account(), addresses, consent.messageClass(), consent.channel(), consent.granted(), consent.method(),
                consent.evidence(), consent.at(), consent.by());
    }

    /** In the running transaction. Who agrees after an erasure may be written to again. */
    private void write(List<Consent> said) {
        if (said.isEmpty()) {
            return;
        }
        rows.insert(said);
        said.stream().filter(Consent::granted).collect(Collectors.groupingBy(Consent::account)).forEach((account, granted) -> {
            Map<String, Instant> agreed = new HashMap<>();
            granted.forEach(consent -> agreed.merge(
                    consent.addresses().get(0), consent.at(), (a, b) -> a.isAfter(b) ? a : b));
            suppressions.liftErased(account, agreed);
        });
    }

    /** On whichever of the person's addresses it waits. */
    private void stop(List<Consent> said) {
        Map<Held, List<Consent>> withdrawn = said.stream()
                .filter(consent -> !consent.granted())
                .collect(Collectors.groupingBy(c -> new Held(c.account(), c.messageClass(), c.channel())));
        withdrawn.forEach((held, consents) -> {
            TreeSet<String> addresses = new TreeSet<>();
            consents.forEach(consent -> addresses.addAll(consent.addresses()));
            refusals.stop(
                    held.account, contacts.keys(held.account, addresses), held.messageClass.toString(), held.channel);
        });
    }
}
