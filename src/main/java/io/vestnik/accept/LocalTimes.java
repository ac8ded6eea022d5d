package io.vestnik.accept;

import io.vestnik.account.Account;
import io.vestnik.address.Addresses;
import io.vestnik.contact.Contacts;
import io.vestnik.contact.Person;
import io.vestnik.message.SendTime;
import io.vestnik.zone.Whereabouts;
import io.vestnik.zone.Zones;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What a time on recipients' clocks is in the world. Asks the database for their contacts, once for all of them. */
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
    Map<Map<String, String>, SendTime> at(LocalDateTime local, Account account, Collection<Map<String, String>> recipients) {
        Map<Map<String, String>, List<String>> keys = new HashMap<>();
        recipients.forEach(to -> keys.computeIfAbsent(to, LocalTimes::keys));
        Map<List<String>, Person> known = contacts.people(account.id(), keys.values());
        Map<Map<String, String>, SendTime> times = new HashMap<>();
        keys.forEach((to, own) -> times.put(to, at(local, account, known.getOrDefault(own, Person.unknown(own)))));
        return times;
    }

    private static List<String> keys(Map<String, String> to) {
        return to.entrySet().stream()
                .map(address -> Addresses.key(address.getKey(), address.getValue()))
                .toList();
    }

    private SendTime at(LocalDateTime local, Account account, Person person) {
        Whereabouts where = zones.of(account, person.timezones(), person.regions(), person.addresses());
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
