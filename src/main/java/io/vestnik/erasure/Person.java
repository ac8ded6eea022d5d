package io.vestnik.erasure;

import io.vestnik.suppression.Suppressions;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Whoever is to be erased.
 *
 * @param keys as in {@code message.addresses}
 */
record Person(Set<String> keys) {

    private static final String CONTACT = "contact:";
    private static final List<String> BY_PHONE = List.of("sms", "voice", "flashcall", "whatsapp", "viber", "vk", "ok", "phone");

    Person(Collection<String> keys) {
        this(new TreeSet<>(keys));
    }

    private static String name(String key) {
        return key.substring(0, key.indexOf(':'));
    }

    private static String value(String key) {
        return key.substring(key.indexOf(':') + 1);
    }

    private Stream<String> addressKeys() {
        return keys.stream().filter(key -> !key.startsWith(CONTACT));
    }

    /** Of its contacts. */
    String[] contacts() {
        return keys.stream().filter(key -> key.startsWith(CONTACT)).map(Person::value).toArray(String[]::new);
    }

    /** Of each address and contact. */
    byte[][] hashes(Suppressions suppressions) {
        return keys.stream()
                .map(key -> suppressions.hash(key.startsWith(CONTACT) ? key : value(key)))
                .toArray(byte[][]::new);
    }

    /** The addresses as carriers write them: {@code channel:address}, in lower case, numbers with and without a plus. */
    String[] places() {
        return addressKeys().flatMap(key -> {
                    String value = value(key).toLowerCase(Locale.ROOT);
                    return name(key).equals("phone")
                            ? BY_PHONE.stream().flatMap(channel -> Stream.of(channel + ":" + value, channel + ":" + value.substring(1)))
                            : Stream.of(name(key) + ":" + value);
                })
                .toArray(String[]::new);
    }

    /** The addresses as deliveries have them. */
    String[] exact() {
        return addressKeys().map(Person::value).toArray(String[]::new);
    }

    /** As {@link #places}, without their channels. */
    String[] values() {
        return addressKeys().map(Person::value).map(value -> value.toLowerCase(Locale.ROOT))
                .flatMap(value -> value.startsWith("+") ? Stream.of(value, value.substring(1)) : Stream.of(value))
                .toArray(String[]::new);
    }
}
