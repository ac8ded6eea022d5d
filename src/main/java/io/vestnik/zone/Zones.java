package io.vestnik.zone;

import io.vestnik.account.Account;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Finds a recipient's clock: the first source that knows it decides. */
@Component
public class Zones {

    private static final Logger LOG = LoggerFactory.getLogger(Zones.class);
    private static final String PHONE = "phone:";

    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private final NumberZones numbers = new NumberZones();

    /**
     * @param timezones of the contacts that the message's addresses belong to; mostly none or one. Several that differ: all of them
     *     hold. One that this Java does not know tells nothing
     * @param regions of those of the contacts that have no zone, as {@link Regions} knows them; others tell nothing
     * @param addresses the recipient's, as keys of {@code message.addresses}, the message's own first: the first phone is asked
     */
    public Whereabouts of(Account account, Collection<String> timezones, Collection<String> regions, Collection<String> addresses) {
        List<ZoneId> zones = timezones.stream().map(this::zone).filter(Objects::nonNull).toList();
        if (!zones.isEmpty() || !regions.isEmpty()) {
            Set<ZoneId> all = new HashSet<>(zones);
            regions.forEach(region -> Regions.zone(region).ifPresent(all::add));
            if (!all.isEmpty()) {
                return in(all, account, zones.isEmpty() ? Whereabouts.Source.REGION : Whereabouts.Source.CONTACT);
            }
        }
        Optional<ZoneId> told = numbers.zone(phone(addresses));
        if (told.isPresent()) {
            return Whereabouts.in(told.get(), Whereabouts.Source.NUMBER);
        }
        return account.times().unknownZone() == Account.UnknownZone.STRICTEST
                ? in(account.times().market(), account, Whereabouts.Source.STRICTEST)
                : Whereabouts.in(account.zone(), Whereabouts.Source.ACCOUNT);
    }

    /** Null: not known here, though it was where it was stored. */
    private ZoneId zone(String timezone) {
        try {
            return ZoneId.of(timezone);
        } catch (DateTimeException e) {
            if (unknown.add(timezone)) {
                LOG.warn("This Java does not know the time zone {} of a contact: update its tzdata", timezone);
            }
            return null;
        }
    }

    private static String phone(Collection<String> addresses) {
        return addresses.stream()
                .filter(address -> address.startsWith(PHONE))
                .map(address -> address.substring(PHONE.length()))
                .findFirst()
                .orElse(null);
    }

    private static Whereabouts in(Set<ZoneId> zones, Account account, Whereabouts.Source source) {
        ZoneId dates = zones.size() == 1 ? zones.iterator().next() : account.zone();
        return new Whereabouts(zones, dates, source);
    }
}
