package io.vestnik.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.account.Account;
import io.vestnik.account.Permission;
import io.vestnik.address.Addresses;
import io.vestnik.cap.Caps;
import io.vestnik.form.Characters;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.hours.Hours;
import io.vestnik.message.MessageClass;
import io.vestnik.message.Order;
import java.net.URI;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An account as the contract has it ({@code openapi/vestnik-v1.yaml}, schema {@code NewAccount}); the rules are the settings'.
 * Which other accounts and channels there are is not its matter: they may go while the account stays.
 */
final class AccountForm {

    private static final int LONGEST_SENDER = 21;
    private static final int MOST_SENDERS = 1_000;
    private static final int MOST_STEPS = 20;
    private static final int LONGEST_HOURS = 100;
    private static final int HIGHEST_RATE = 1_000_000;

    private AccountForm() {}

    /**
     * @param keptSecret signs callbacks where {@code settings} do not name another; null: none
     * @return of use only if there was no fault
     */
    static Account read(String id, JsonNode settings, String keptSecret, Faults faults) {
        Characters.check(settings, "", faults);
        Fields fields = Fields.of(settings, "", faults);
        String parent = fields.text("parent", 1, 64);
        List<String> senders = texts(fields, "senders", MOST_SENDERS, LONGEST_SENDER, faults);
        List<String> cascade = texts(fields, "cascade", MOST_STEPS, 32, faults);
        Order order = order(fields, faults);
        Account.Callback callback = callback(fields, keptSecret, faults);
        Integer rate = fields.number("rate", 1, HIGHEST_RATE);
        ZoneId zone = zone(fields, faults);
        Map<MessageClass, Hours> hours = hours(fields, faults);
        Account.Times times = TimesForm.read(fields, hours, faults);
        Map<MessageClass, Caps> caps = CapsForm.read(fields, faults);
        Permission foreignMessengers = permission(fields, "foreignMessengers", faults);
        List<String> forbiddenChannels = texts(fields, "forbiddenChannels", MOST_STEPS, 32, faults);
        if (!forbiddenChannels.stream().allMatch(Addresses.CHANNEL.asMatchPredicate())) {
            faults.unprocessable(fields.pointer("forbiddenChannels"), "must be channels' names: lower-case letters, digits and hyphens");
        }
        fields.refuseOthers();
        return faults.any()
                ? null
                : new Account(
                        id, parent, List.of(), null, null, null, senders, cascade, order, callback, rate, zone, hours, times, caps,
                        foreignMessengers, Set.copyOf(forbiddenChannels));
    }

    private static Permission permission(Fields fields, String name, Faults faults) {
        String text = fields.text(name, 1, 20);
        for (Permission permission : Permission.values()) {
            if (permission.toString().equals(text)) {
                return permission;
            }
        }
        if (text != null) {
            faults.malformed(fields.pointer(name), "must be allowed or forbidden");
        }
        return Permission.ALLOWED;
    }

    private static Order order(Fields fields, Faults faults) {
        String name = fields.text("order", 1, 20);
        try {
            return name == null ? Order.GIVEN : Order.of(name);
        } catch (IllegalArgumentException e) {
            faults.malformed(fields.pointer("order"), e.getMessage());
            return null;
        }
    }

    private static List<String> texts(Fields fields, String name, int most, int longest, Faults faults) {
        List<String> texts = new ArrayList<>();
        List<JsonNode> given = fields.array(name, 0, most);
        for (int i = 0; given != null && i < given.size(); i++) {
            String pointer = fields.pointer(name) + "/" + i;
            String text = given.get(i).textValue();
            if (text == null || text.isBlank() || text.length() > longest) {
                faults.malformed(pointer, "must be a string of 1 to " + longest + " characters");
            } else if (texts.contains(text)) {
                faults.unprocessable(pointer, "is there twice");
            } else {
                texts.add(text);
            }
        }
        return texts;
    }

    private static Account.Callback callback(Fields account, String keptSecret, Faults faults) {
        Fields fields = account.object("callback");
        if (fields == null) {
            return null;
        }
        URI url = url(fields, faults);
        String given = fields.text("secret", 1, 200);
        fields.refuseOthers();
        Account.Callback callback = new Account.Callback(url, given == null ? keptSecret : given);
        if (given != null && !callback.hasSigningKey()) {
            faults.unprocessable(fields.pointer("secret"), Account.Callback.SECRET_RULE);
        } else if (callback.secret() == null) {
            faults.unprocessable(fields.pointer("secret"), "is missing: callbacks are signed");
        }
        return callback;
    }

    private static URI url(Fields fields, Faults faults) {
        String text = fields.text("url", 1, 2_000);
        if (text == null) {
            return null;
        }
        try {
            URI url = URI.create(text);
            if (new Account.Callback(url, null).isWeb()) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        faults.unprocessable(fields.pointer("url"), Account.Callback.URL_RULE);
        return null;
    }

    private static ZoneId zone(Fields fields, Faults faults) {
        String name = fields.text("zone", 1, 64);
        return zone(name == null ? "Europe/Moscow" : name, fields.pointer("zone"), faults);
    }

    static ZoneId zone(String name, String pointer, Faults faults) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            faults.unprocessable(pointer, "is not a time zone, as Europe/Moscow");
            return null;
        }
    }

    private static Map<MessageClass, Hours> hours(Fields account, Faults faults) {
        Map<MessageClass, Hours> hours = new EnumMap<>(MessageClass.class);
        Fields fields = account.object("hours");
        if (fields == null) {
            return hours;
        }
        for (MessageClass messageClass : MessageClass.values()) {
            String text = fields.text(messageClass.toString(), 1, LONGEST_HOURS);
            try {
                if (text != null) {
                    hours.put(messageClass, Hours.valueOf(text));
                }
            } catch (IllegalArgumentException e) {
                faults.unprocessable(fields.pointer(messageClass.toString()), e.getMessage());
            }
        }
        if (!hours.getOrDefault(MessageClass.AUTHORIZATION, Hours.ALWAYS).isAlways()) {
            faults.unprocessable(fields.pointer("authorization"), "must be always");
        }
        fields.refuseOthers();
        return hours;
    }
}
