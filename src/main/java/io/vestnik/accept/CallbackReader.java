package io.vestnik.accept;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.account.Account;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Whom to tell of a message, and of what. */
final class CallbackReader {

    private static final Set<String> EVENTS = Set.of("sent", "read", "late");

    private CallbackReader() {}

    /** @param url null: nobody */
    record Target(String url, Set<String> events) {}

    static Target read(Account account, Fields message, Faults faults) {
        Account.Callback own = account.callback();
        String usual = own == null || own.url() == null ? null : own.url().toString();
        Fields fields = message.object("callback");
        if (fields == null) {
            return new Target(usual, Set.of());
        }
        String url = fields.text("url", 1, 2_000);
        if (url != null && WebUrl.of(url) == null) {
            faults.unprocessable("/callback/url", "must be an absolute http or https URL");
        } else if (url != null && (own == null || own.secret() == null)) {
            faults.unprocessable("/callback/url", "needs a callback secret on the account");
        }
        Set<String> events = events(fields, faults);
        if (!events.isEmpty() && usual == null && !fields.has("url")) {
            faults.unprocessable("/callback/url", "is missing, and the account has none");
        }
        fields.refuseOthers();
        return new Target(url == null ? usual : url, events);
    }

    private static Set<String> events(Fields fields, Faults faults) {
        Set<String> events = new LinkedHashSet<>();
        List<JsonNode> given = fields.array("events", 0, 20);
        for (int i = 0; given != null && i < given.size(); i++) {
            String pointer = "/callback/events/" + i;
            if (!given.get(i).isTextual()) {
                faults.malformed(pointer, "must be a string");
            } else if (!EVENTS.contains(given.get(i).textValue())) {
                faults.unprocessable(pointer, "only sent, read and late are supported yet; final states are always told");
            } else {
                events.add(given.get(i).textValue());
            }
        }
        return events;
    }
}
