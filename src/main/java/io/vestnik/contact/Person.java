package io.vestnik.contact;

import java.util.List;

/**
 * Whom addresses belong to, as {@code person_of} knows it: one contact, seldom more.
 *
 * @param addresses those that were asked for, then the others; as keys of {@code message.addresses}
 * @param timezones of the contacts that have one
 * @param regions of those that have no zone
 */
public record Person(List<String> addresses, List<String> timezones, List<String> regions) {

    public static Person unknown(List<String> addresses) {
        return new Person(addresses, List.of(), List.of());
    }
}
