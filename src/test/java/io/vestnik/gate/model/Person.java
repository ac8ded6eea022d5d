package io.vestnik.gate.model;

import io.vestnik.contact.Preferences;
import io.vestnik.message.MessageClass;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All that was ever said and done, and nothing that follows from it. */
final class Person {

    /** A contact of now. @param wishes of it and of each that was merged into it */
    record Known(Set<String> addresses, ZoneId zone, String region, List<Preferences> wishes) {}

    /**
     * Something went out.
     *
     * @param date on the recipient's clock then
     * @param message the message had not gone out before; false: a later step of it
     * @param addresses that the person had then, as far as they are counted
     */
    record Send(Instant at, LocalDate date, MessageClass messageClass, String channel, boolean message, Set<String> addresses) {}

    final Map<String, Known> contacts = new LinkedHashMap<>();
    final List<Event.Word> words = new ArrayList<>();
    final List<Event> deaths = new ArrayList<>();
    final List<Event.Chat> chats = new ArrayList<>();
    final List<Send> sends = new ArrayList<>();

    void live(Event event) {
        if (event instanceof Event.Put put) {
            Set<String> addresses = new TreeSet<>(put.addresses());
            addresses.add("contact:" + put.id());
            Known before = contacts.get(put.id());
            if (before != null) { // what else led to it goes on leading to it
                addresses.addAll(before.addresses);
            }
            contacts.put(put.id(), new Known(addresses, put.zone(), put.region(), List.of(put.wishes())));
        } else if (event instanceof Event.Merged merged) {
            merge(contacts.remove(merged.from()), merged.into());
        } else if (event instanceof Event.Word word) {
            words.add(word);
            deaths.add(word);
        } else if (event instanceof Event.Chat chat) {
            chats.add(chat);
        } else {
            deaths.add(event);
        }
    }

    private void merge(Known from, String id) {
        Known into = contacts.get(id);
        if (from == null || into == null) { // a script that was made shorter
            return;
        }
        Set<String> addresses = new TreeSet<>(into.addresses);
        addresses.addAll(from.addresses);
        List<Preferences> wishes = new ArrayList<>(into.wishes);
        wishes.addAll(from.wishes);
        contacts.put(
                id,
                new Known(
                        addresses,
                        into.zone == null ? from.zone : into.zone,
                        into.region == null ? from.region : into.region,
                        wishes));
    }

    /** The contacts that any of the addresses belongs to. */
    List<Known> contactsOf(Collection<String> addresses) {
        return contacts.values().stream().filter(c -> addresses.stream().anyMatch(c.addresses::contains)).toList();
    }

    /** Under what it is counted: not under the ids of contacts that another took in. */
    Set<String> countedAs(Collection<String> addresses) {
        Set<String> counted = allOf(addresses);
        counted.removeIf(address -> address.startsWith("contact:") && !contacts.containsKey(address.substring("contact:".length())));
        return counted;
    }

    /** All addresses of whoever has one of these, and these. */
    Set<String> allOf(Collection<String> addresses) {
        Set<String> all = new LinkedHashSet<>(addresses);
        contactsOf(addresses).forEach(contact -> all.addAll(contact.addresses));
        return all;
    }
}
