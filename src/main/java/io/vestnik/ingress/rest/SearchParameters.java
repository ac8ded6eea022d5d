package io.vestnik.ingress.rest;

import io.vestnik.address.Addresses;
import io.vestnik.contact.Contact;
import io.vestnik.contact.Contacts;
import io.vestnik.form.Fields;
import io.vestnik.ledger.MessageSearch;
import io.vestnik.message.MessageClass;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The query parameters of a list of messages. */
final class SearchParameters {

    private static final Set<String> STATUSES = Set.of(
            "accepted", "scheduled", "dispatched", "delivered", "undelivered", "refused", "cancelled", "expired", "failed");

    /** In milliseconds: an id holds 48 bits of them, and the search looks a little beyond. */
    private static final long LATEST_ID = 1L << 47;

    private SearchParameters() {}

    /** @throws Refusal naming the parameter that is wrong */
    static MessageSearch of(Call call, Page page, Addresses addresses, Contacts contacts) {
        String[] tag = tag(call.query("tag"));
        return new MessageSearch(
                addresses(call, addresses, contacts),
                status(call.query("status")),
                messageClass(call.query("class")),
                tag == null ? null : tag[0],
                tag == null ? null : tag[1],
                time(call, "from"),
                time(call, "until"),
                page.before());
    }

    private static List<String> addresses(Call call, Addresses addresses, Contacts contacts) {
        String to = call.query("to");
        if (to == null) {
            return null;
        }
        if (to.isBlank() || to.length() > 254 || to.indexOf(0) >= 0) {
            throw Refusal.parameter("to", "must be an address of 1 to 254 characters");
        }
        Set<String> keys = new TreeSet<>(addresses.keys(plus(to)));
        // what was sent to a contact before another took it in
        contacts.keys(call.account().id(), List.of(Contact.key(to))).stream().filter(key -> key.startsWith(Contact.key(""))).forEach(keys::add);
        return List.copyOf(keys);
    }

    /** A plus that was not escaped arrives as a space. */
    static String plus(String address) {
        return address.startsWith(" ") ? "+" + address.substring(1) : address;
    }

    private static String status(String status) {
        if (status != null && !STATUSES.contains(status)) {
            throw Refusal.parameter("status", "must be a message's status, as delivered");
        }
        return status;
    }

    private static String messageClass(String name) {
        try {
            return name == null ? null : MessageClass.of(name).toString();
        } catch (IllegalArgumentException e) {
            throw Refusal.parameter("class", e.getMessage());
        }
    }

    private static String[] tag(String tag) {
        if (tag == null) {
            return null;
        }
        int colon = tag.indexOf(':');
        if (colon < 1 || tag.length() > 201 || tag.indexOf(0) >= 0) {
            throw Refusal.parameter("tag", "must be name:value");
        }
        return new String[] {tag.substring(0, colon), tag.substring(colon + 1)};
    }

    static Instant time(Call call, String name) {
        String given = call.query(name);
        if (given == null) {
            return null;
        }
        // the plus of an offset that was not escaped
        Instant time = Fields.timeOf(given.replace(' ', '+'));
        if (time == null || time.toEpochMilli() < 0 || time.toEpochMilli() > LATEST_ID) {
            throw Refusal.parameter(name, Fields.TIME_RULE);
        }
        return time;
    }
}
