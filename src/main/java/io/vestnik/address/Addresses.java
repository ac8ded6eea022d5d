package io.vestnik.address;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.settings.VestnikSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * A recipient's addresses: what names them, their normal forms, and which one a channel uses. Names are {@code phone},
 * {@code email}, a channel's own, or {@link #CONTACT}.
 */
@Component
public class Addresses {

    public static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /** Its address is the account's own id of a person. No channel sends there. */
    public static final String CONTACT = "contact";

    private static final Pattern CONTACT_ID = Pattern.compile("[\\p{Graph}&&[^/]]{1,128}", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Set<String> BY_PHONE = Set.of("sms", "voice", "flashcall", "whatsapp", "viber");
    /** Their own ids are digits too: a phone number, for notices by a partner, has its plus, and nobody's phone is taken unasked. */
    private static final Set<String> PLUS_IS_PHONE = Set.of("vk", "ok");
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9]\\d{6,14}"); // E.164
    private static final Set<String> PHONES = Set.of("phone", "sms", "voice", "flashcall");

    private final PhoneNumbers phoneNumbers;
    private final Predicate<String> channelKnown;
    private final Set<String> ownIds = new TreeSet<>(
            Set.of("telegram", "whatsapp", "viber", "vk", "ok", "max", "push", "chat"));

    @Autowired
    public Addresses(VestnikSettings settings, Predicate<String> channelKnown) {
        this(settings.defaultRegion(), channelKnown);
        settings.channels().keySet().stream()
                .filter(channel -> !PHONES.contains(channel) && !channel.equals("email"))
                .forEach(ownIds::add);
    }

    public Addresses(String defaultRegion, Predicate<String> channelKnown) {
        this.phoneNumbers = new PhoneNumbers(defaultRegion);
        this.channelKnown = channelKnown;
    }

    /** A {@code to} object: at least one address. In the order sent; what is at fault is left out. */
    public Map<String, String> read(JsonNode to, String pointer, Faults faults) {
        Map<String, String> addresses = new LinkedHashMap<>();
        if (to == null) {
            faults.malformed(pointer, "is missing");
            return addresses;
        }
        Fields fields = Fields.of(to, pointer, faults);
        if (to.isObject() && to.isEmpty()) {
            faults.malformed(pointer, "must have an address");
        }
        addresses.putAll(read(fields, faults));
        return addresses;
    }

    /** The fields of an object that were not asked for yet, as addresses; in the order sent. */
    public Map<String, String> read(Fields fields, Faults faults) {
        Map<String, String> addresses = new LinkedHashMap<>();
        fields.others((name, value) -> read(name, fields, faults).ifPresent(address -> addresses.put(name, address)));
        return addresses;
    }

    private Optional<String> read(String name, Fields fields, Faults faults) {
        String pointer = fields.pointer(name);
        if (!CHANNEL.matcher(name).matches()) {
            faults.malformed(pointer, "is not phone, email or a channel's name");
            return Optional.empty();
        }
        String written = fields.text(name, 1, name.equals("email") ? 254 : 200);
        if (written == null) {
            return Optional.empty();
        }
        if (!isNamed(name)) {
            faults.unprocessable(pointer, "is not a channel of this hub");
            return Optional.empty();
        }
        Optional<String> normal = normal(name, written);
        if (normal.isEmpty()) {
            faults.unprocessable(pointer, rule(name));
        }
        return normal;
    }

    /** Whether an address may have this name. */
    public boolean isNamed(String name) {
        return name.equals("phone") || name.equals("email") || name.equals(CONTACT) || channelKnown.test(name);
    }

    /** Whether a name is one of an address, also of a channel that this hub does not serve, or not yet. */
    public boolean isAddress(String name) {
        return isNamed(name) || PHONES.contains(name) || ownIds.contains(name);
    }

    /** The one form in which an address is stored and compared; empty: it can't exist. */
    public Optional<String> normal(String name, String written) {
        if (PHONES.contains(name)) {
            return phoneNumbers.normal(written);
        }
        if (BY_PHONE.contains(name) || PLUS_IS_PHONE.contains(name) && written.startsWith("+")) { // or the channel's own id of a person
            return phoneNumbers.normal(written).or(() -> clean(written));
        }
        if (name.equals("email")) {
            return Mailbox.normal(written);
        }
        if (name.equals(CONTACT)) {
            return CONTACT_ID.matcher(written).matches() ? Optional.of(written) : Optional.empty();
        }
        return clean(written);
    }

    private static Optional<String> clean(String written) {
        boolean clean = !written.isBlank() && written.chars().noneMatch(Character::isISOControl);
        return clean ? Optional.of(written) : Optional.empty();
    }

    /** What {@link #normal} asks of an address, in words. */
    public String rule(String name) {
        if (PHONES.contains(name)) {
            return "is not a phone number that exists; best as +79161234567";
        }
        if (name.equals(CONTACT)) {
            return "must have 1 to 128 visible characters, and no slash";
        }
        return name.equals("email") ? "is not an e-mail address" : "must not be blank or have control characters";
    }

    /** The address that a channel would use; null: none. */
    public static String on(String channel, Map<String, String> to) {
        String own = to.get(channel);
        return own != null || !BY_PHONE.contains(channel) ? own : to.get("phone");
    }

    /** The channel that the addresses imply; null: there are none. */
    public static String impliedChannel(Map<String, String> to) {
        if (to.containsKey("phone")) {
            return "sms";
        }
        return to.containsKey("email") ? "email" : to.keySet().stream().filter(name -> !name.equals(CONTACT)).findFirst().orElse(null);
    }

    /** The keys under which an address may be found whose name is not told. */
    public List<String> keys(String written) {
        List<String> keys = new ArrayList<>();
        phoneNumbers.normal(written).ifPresent(number -> keys.add(key("phone", number)));
        Mailbox.normal(written).ifPresent(mailbox -> keys.add(key("email", mailbox)));
        ownIds.forEach(channel -> keys.add(key(channel, written)));
        return keys;
    }

    /**
     * As in the column {@code message.addresses}: nobody has two mailboxes that differ in case alone, and a number is one person's
     * whichever channel uses it.
     */
    public static String key(String name, String normal) {
        if (name.equals("email")) {
            return "email:" + normal.toLowerCase(Locale.ROOT);
        }
        boolean phone = PHONES.contains(name)
                || (BY_PHONE.contains(name) || PLUS_IS_PHONE.contains(name)) && NUMBER.matcher(normal).matches();
        return (phone ? "phone" : name) + ":" + normal;
    }
}
