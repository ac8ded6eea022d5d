package io.vestnik.contact;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.account.Account;
import io.vestnik.address.Addresses;
import io.vestnik.form.Characters;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.message.InvalidMessage;
import io.vestnik.zone.Regions;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Reads a contact as the contract has it ({@code openapi/vestnik-v1.yaml}, schema {@code NewContact}). */
@Component
public class ContactReader {

    private static final Pattern OFFSET = Pattern.compile("[+-]\\d\\d:\\d\\d");

    private final Addresses addresses;
    private final PreferencesReader preferences;

    public ContactReader(Addresses addresses, Predicate<String> channelKnown) {
        this.addresses = addresses;
        this.preferences = new PreferencesReader(channelKnown);
    }

    /**
     * @param named what its path calls it; null: it may have an {@code id} of its own, or none
     * @throws InvalidMessage with every error found
     */
    public Contact read(Account account, JsonNode json, String named) {
        Faults faults = new Faults();
        Characters.check(json, "", faults);
        Fields fields = Fields.of(json, "", faults);
        String id = named == null ? fields.text("id", 1, 128) : named;
        if (id != null && addresses.normal(Addresses.CONTACT, id).isEmpty()) {
            faults.malformed(named == null ? "/id" : "", "the contact's id " + addresses.rule(Addresses.CONTACT));
        }
        String locale = locale(fields, faults);
        ZoneId timezone = timezone(fields, faults);
        String region = region(fields, faults);
        var attributes = Attributes.read(fields, faults);
        ZoneId clock = timezone != null ? timezone : region == null ? account.zone() : Regions.zone(region).orElse(account.zone());
        Preferences wishes = preferences.read(fields, clock, faults);
        if (fields.has(Addresses.CONTACT)) {
            faults.malformed(fields.pointer(Addresses.CONTACT), "is not a known field");
        }
        Map<String, String> to = addresses.read(fields, faults);
        if (id == null && to.isEmpty() && !faults.any()) {
            faults.unprocessable("", "must have an id or an address");
        }
        faults.throwIfAny();
        return new Contact(account.id(), id, to, locale, timezone, region, attributes, wishes, null, null);
    }

    private static String locale(Fields fields, Faults faults) {
        String tag = fields.text("locale", 2, 35);
        if (tag == null) {
            return null;
        }
        try {
            Locale locale = new Locale.Builder().setLanguageTag(tag).build();
            if (!locale.getLanguage().isEmpty()) {
                return locale.toLanguageTag();
            }
        } catch (IllformedLocaleException e) {
            // told below
        }
        faults.malformed("/locale", "must be a BCP 47 language tag, as ru-RU");
        return null;
    }

    private static ZoneId timezone(Fields fields, Faults faults) {
        String name = fields.text("timezone", 1, 64);
        if (name == null) {
            return null;
        }
        try {
            if (ZoneId.getAvailableZoneIds().contains(name) || OFFSET.matcher(name).matches()) {
                return ZoneId.of(name);
            }
        } catch (DateTimeException e) {
            // told below
        }
        faults.unprocessable("/timezone", "must be a time zone of the IANA database, as Asia/Omsk, or an offset, as +06:00");
        return null;
    }

    private static String region(Fields fields, Faults faults) {
        String region = fields.text("region", 1, 100);
        if (region != null && Regions.zone(region).isEmpty()) {
            faults.unprocessable("/region", "is not a region that the hub knows; best as ISO 3166-2 has it, as RU-KGD");
            return null;
        }
        return region;
    }
}
