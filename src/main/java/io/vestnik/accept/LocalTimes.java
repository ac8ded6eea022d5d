package io.vestnik.accept;

import io.vestnik.account.Account;
import io.vestnik.address.Addresses;
import io.vestnik.contact.Contact;
import io.vestnik.contact.Contacts;
import io.vestnik.message.SendTime;
import io.vestnik.zone.Whereabouts;
import io.vestnik.zone.Zones;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What a time on a recipient's clock is in the world. Asks the database for the recipient's contacts. */
@Component
public class LocalTimes {

    private final Contacts contacts;
    private final Zones zones;

    public LocalTimes(Contacts contacts, Zones zones) {
        this.contacts = contacts;
        this.zones = zones;
    }

    /**
     * Where the clocks skip that time, the moment at which they do; where they show it twice, the first; where the clock is one of
     * several, the moment at which the last of them shows it: so it is too early for nobody.
     */
    SendTime at(LocalDateTime local, Account account, Map<String, String> to) {
        List<String> keys = to.entrySet().stream()
                .map(address -> Addresses.key(address.getKey(), address.getValue()))
                .toList();
        List<Contact> known = contacts.of(account.id(), keys);
        Whereabouts where = zones.of(
                account,
                known.stream().map(Contact::timezone).filter(Objects::nonNull).toList(),
                known.stream().filter(c -> c.timezone() == null).map(Contact::region).filter(Objects::nonNull).toList(),
                to.get("phone"));
        Instant at = where.zones().stream()
                .map(zone -> moment(local, zone))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        String names = where.zones().stream().map(ZoneId::getId).sorted().collect(Collectors.joining(", "));
        return new SendTime(at, Map.of("local", local.toString(), "zone", names, "source", where.source().toString()));
    }

    private static Instant moment(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition turn = zone.getRules().getTransition(local);
        return turn != null && turn.isGap() ? turn.getInstant() : local.atZone(zone).toInstant();
    }
}
