package io.vestnik.contact;

import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.address.Addresses;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes people. An address is of one contact: whoever is given another's takes that contact in, with all its addresses, so that
 * everything that was ever said for any of them holds for the one person.
 */
@Component
public class ContactBook {

    private static final int ATTEMPTS = 10;

    /**
     * @param created there was no such contact before
     * @param merged ids of those that were taken in; they find this one from now on
     */
    public record Written(Contact contact, boolean created, List<String> merged) {}

    private final ContactRows rows;
    private final LeftConsents left;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ContactBook(ContactRows rows, LeftConsents left, TransactionTemplate transaction, Clock clock) {
        this.rows = rows;
        this.left = left;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Stores a contact under its id in the place of what was stored there. One without an id is the contact that has one of its
     * addresses, and only adds to it; if there is none it is new.
     */
    public Written write(Contact given) {
        return repeated(() -> transaction.execute(status -> once(given, given.id() == null)));
    }

    /** All of them in one transaction, one result each, in order. Throws: none was stored. */
    public List<Written> write(Collection<Contact> given) {
        return repeated(() -> transaction.execute(status -> given.stream().map(one -> once(one, one.id() == null)).toList()));
    }

    /**
     * Adds to a contact that there is, under the id that is given; what it has under the same name is replaced.
     *
     * @param given asked in the transaction that writes; empty: nothing is to be added
     * @param together writes in the same transaction what belongs to it, while nobody erases the contact
     * @return empty: nothing was added, or there is no such contact
     */
    public Optional<Written> add(Supplier<Optional<Contact>> given, Consumer<Contact> together) {
        return repeated(() -> transaction.execute(status -> {
            Optional<Written> written = given.get().filter(this::isKnown).map(this::added);
            written.map(Written::contact).ifPresent(together);
            return written;
        }));
    }

    /**
     * Adds likewise, but nobody is taken in: an address that is another's leaves that one, under the same name alone. One that is
     * another's under another name stays where it is, and nothing is added.
     */
    public Optional<Written> move(Supplier<Optional<Contact>> given) {
        return repeated(() -> transaction.execute(
                status -> given.get().filter(this::isKnown).filter(this::released).map(this::added)));
    }

    private boolean isKnown(Contact given) {
        return !rows.owners(given.account(), Set.of(Contact.key(given.id()))).isEmpty();
    }

    private Written added(Contact given) {
        Written written = once(given, true);
        if (written.created()) {
            throw new ConcurrencyFailureException("the contact was erased meanwhile");
        }
        return written;
    }

    /** False: another has one of its addresses, and keeps it. */
    private boolean released(Contact given) {
        String own = Contact.key(given.id());
        Set<String> keys = given.keys();
        keys.add(own);
        Map<String, String> owners = rows.owners(given.account(), keys);
        Map<String, Contact> others = lock(given.account(), keys, owners);
        others.remove(owners.get(own));
        others.values().forEach(other -> once(other.without(given.addresses()), false));
        return rows.owners(given.account(), keys).values().stream().allMatch(owner -> owner.equals(owners.get(own)));
    }

    /** Who comes between makes an attempt fail, not the call. */
    private static <T> T repeated(Supplier<T> attempt) {
        for (int failed = 1; ; failed++) {
            try {
                return attempt.get();
            } catch (ConcurrencyFailureException | DuplicateKeyException e) {
                if (failed == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** @param adds to what was stored; false: in its place */
    private Written once(Contact given, boolean adds) {
        Instant now = clock.instant();
        Set<String> keys = given.keys();
        if (given.id() != null) {
            keys.add(Contact.key(given.id()));
        }
        Map<String, String> owners = rows.owners(given.account(), keys);
        Map<String, Contact> known = lock(given.account(), keys, owners);
        String id = idOf(given, owners);
        Contact before = known.remove(id);
        Contact after = adds && before != null ? given.and(before, now) : given;
        for (Contact other : known.values()) {
            after = after.and(other, now);
        }
        after = after.stored(id, before == null ? now : before.createdAt(), now);
        leave(after, before, now); // before others come in: what they said was never said of what leaves
        store(after, before, known.keySet());
        name(after);
        return new Written(after, before == null, List.copyOf(known.keySet()));
    }

    /** Those whose the keys are, by id. */
    private Map<String, Contact> lock(String account, Set<String> keys, Map<String, String> owners) {
        Map<String, Contact> known = new TreeMap<>();
        if (!owners.isEmpty()) {
            Set<String> ids = new TreeSet<>(owners.values());
            rows.lock(account, ids).forEach(contact -> known.put(contact.id(), contact));
            if (known.size() < ids.size() || !rows.owners(account, keys).equals(owners)) {
                throw new ConcurrencyFailureException("contacts were changed while they were waited for");
            }
        }
        return known;
    }

    private static String idOf(Contact given, Map<String, String> owners) {
        if (given.id() != null) {
            return owners.getOrDefault(Contact.key(given.id()), given.id());
        }
        return given.addresses().entrySet().stream()
                .map(address -> owners.get(Addresses.key(address.getKey(), address.getValue())))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> UlidCreator.getMonotonicUlid().toString());
    }

    private void store(Contact after, Contact before, Set<String> merged) {
        if (before == null) {
            rows.insert(after);
        } else {
            rows.update(after);
        }
        if (!merged.isEmpty()) {
            rows.merge(after, merged);
        }
    }

    private void name(Contact after) {
        Set<String> fresh = after.keys();
        fresh.add(Contact.key(after.id()));
        rows.owners(after.account(), fresh).forEach((address, owner) -> {
            if (!owner.equals(after.id())) {
                throw new ConcurrencyFailureException("an address was given to another contact meanwhile");
            }
            fresh.remove(address);
        });
        rows.name(after, fresh);
    }

    private void leave(Contact after, Contact before, Instant now) {
        Set<String> gone = before == null ? new TreeSet<>() : before.keys();
        gone.removeAll(after.keys());
        if (!gone.isEmpty()) {
            left.carry(after, gone, now);
            rows.leave(after, gone);
        }
    }
}
