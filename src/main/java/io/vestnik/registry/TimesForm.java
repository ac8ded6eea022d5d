package io.vestnik.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.account.Account;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.hours.Hours;
import io.vestnik.message.MessageClass;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an account says of hours beside them: schema {@code Times}. */
final class TimesForm {

    private static final int MOST_ZONES = 100;

    private TimesForm() {}

    static Account.Times read(Fields account, Map<MessageClass, Hours> hours, Faults faults) {
        Fields fields = account.object("times");
        if (fields == null) {
            return Account.Times.DEFAULT;
        }
        Account.Times times = new Account.Times(spread(fields, faults), unknownZone(fields, faults), market(fields, faults));
        for (MessageClass messageClass : MessageClass.values()) {
            Hours each = hours.getOrDefault(messageClass, Hours.DEFAULTS.get(messageClass));
            if (!times.suit(each)) {
                faults.unprocessable(fields.pointer("unknownZone"), Account.Times.neverOpen(messageClass, each));
            }
        }
        fields.refuseOthers();
        return times;
    }

    private static Duration spread(Fields fields, Faults faults) {
        JsonNode given = fields.any("spread");
        Duration spread = given != null && given.asText().equals("PT0S") ? Duration.ZERO : fields.duration("spread");
        if (spread != null && spread.compareTo(Duration.ofHours(6)) > 0) {
            faults.unprocessable(fields.pointer("spread"), "must be PT0S to PT6H");
            return Duration.ZERO;
        }
        return spread == null ? Account.Times.DEFAULT.spread() : spread;
    }

    private static Account.UnknownZone unknownZone(Fields fields, Faults faults) {
        String name = fields.text("unknownZone", 1, 20);
        if (name != null && !name.equals("own") && !name.equals("strictest")) {
            faults.malformed(fields.pointer("unknownZone"), "must be own or strictest");
        }
        return "strictest".equals(name) ? Account.UnknownZone.STRICTEST : Account.UnknownZone.OWN;
    }

    private static Set<ZoneId> market(Fields fields, Faults faults) {
        Set<ZoneId> market = new HashSet<>();
        List<JsonNode> given = fields.array("market", 0, MOST_ZONES);
        for (int i = 0; given != null && i < given.size(); i++) {
            ZoneId zone = AccountForm.zone(given.get(i).asText(), fields.pointer("market") + "/" + i, faults);
            if (zone != null) {
                market.add(zone);
            }
        }
        return market;
    }
}
