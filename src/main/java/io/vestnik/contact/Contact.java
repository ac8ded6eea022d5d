package io.vestnik.contact;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.address.Addresses;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A person, as an account knows it.
 *
 * @param id the account's own; null: not said, found by the addresses
 * @param addresses by name ({@code phone}, {@code email}, or a channel's), in their normal form; none occurs in two contacts of an account
 * @param locale BCP 47; null: not known
 * @param timezone null: not known
 * @param region as {@code zone.Regions} knows it; null: not known
 * @param attributes the account's own; an empty object: none
 * @param createdAt null until it is stored, as {@code updatedAt}
 */
public record Contact(
        String account,
        String id,
        Map<String, String> addresses,
        String locale,
        ZoneId timezone,
        String region,
        ObjectNode attributes,
        Preferences preferences,
        Instant createdAt,
        Instant updatedAt) {

    /** Of a contact nothing but an address. */
    public static Contact reached(String account, String id, String name, String address) {
        return of(account, id, Map.of(name, address));
    }

    /** Of a contact its name alone. */
    public static Contact nothingNew(String account, String id) {
        return of(account, id, Map.of());
    }

    private static Contact of(String account, String id, Map<String, String> addresses) {
        return new Contact(
                account, id, addresses, null, null, null, JsonNodeFactory.instance.objectNode(), Preferences.NONE, null, null);
    }

    /** As in {@code message.addresses}. */
    public static String key(String id) {
        return Addresses.key(Addresses.CONTACT, id);
    }

    /** Of its addresses, as in {@code message.addresses}; sorted, without its own. */
    Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        addresses.forEach((name, address) -> keys.add(Addresses.key(name, address)));
        return keys;
    }

    /** The same person was known twice: the other fills the gaps, of wishes the stricter that hold now. */
    Contact and(Contact other, Instant now) {
        Map<String, String> united = new LinkedHashMap<>(addresses);
        other.addresses.forEach(united::putIfAbsent);
        ObjectNode filled = attributes.deepCopy();
        other.attributes.fields().forEachRemaining(field -> filled.putIfAbsent(field.getKey(), field.getValue()));
        boolean placed = timezone != null || region != null; // one without the other: a zone from there would belie the region from here
        return new Contact(
                account, id, united, locale == null ? other.locale : locale, placed ? timezone : other.timezone,
                placed ? region : other.region, filled, preferences.at(now).and(other.preferences.at(now)), createdAt, updatedAt);
    }

    /** Less those of its addresses that these are, by name. */
    Contact without(Map<String, String> gone) {
        Map<String, String> rest = new LinkedHashMap<>(addresses);
        gone.forEach(rest::remove);
        return new Contact(account, id, rest, locale, timezone, region, attributes, preferences, createdAt, updatedAt);
    }

    Contact stored(String name, Instant created, Instant updated) {
        return new Contact(account, name, addresses, locale, timezone, region, attributes, preferences, created, updated);
    }
}
