package io.vestnik.zone;

import io.vestnik.account.Account;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Finds a recipient's clock: the first source that knows it decides. */
@Component
public class Zones {

    private final NumberZones numbers = new NumberZones();

    /**
     * @param zones of the contacts that the message's addresses belong to; mostly none or one. Several that differ: all of them hold
     * @param regions of those of the contacts that have no zone, as {@link Regions} knows them; others tell nothing
     * @param phone E.164; null: the message has none
     */
    public Whereabouts of(Account account, Collection<ZoneId> zones, Collection<String> regions, String phone) {
        if (!zones.isEmpty() || !regions.isEmpty()) {
            Set<ZoneId> all = new HashSet<>(zones);
            regions.forEach(region -> Regions.zone(region).ifPresent(all::add));
            if (!all.isEmpty()) {
                return in(all, account, zones.isEmpty() ? Whereabouts.Source.REGION : Whereabouts.Source.CONTACT);
            }
        }
        Optional<ZoneId> told = numbers.zone(phone);
        if (told.isPresent()) {
            return Whereabouts.in(told.get(), Whereabouts.Source.NUMBER);
        }
        return account.times().unknownZone() == Account.UnknownZone.STRICTEST
                ? in(account.times().market(), account, Whereabouts.Source.STRICTEST)
                : Whereabouts.in(account.zone(), Whereabouts.Source.ACCOUNT);
    }

    private static Whereabouts in(Set<ZoneId> zones, Account account, Whereabouts.Source source) {
        ZoneId dates = zones.size() == 1 ? zones.iterator().next() : account.zone();
        return new Whereabouts(zones, dates, source);
    }
}
