package io.vestnik.erasure;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows that name a person, but for messages and what hangs on them. Each statement finds nothing when it runs again. */
@Component
class PersonRows {

    private static final String KEYS =
            "SELECT unnest(addresses) FROM person_of(:account, :keys::text[]) UNION SELECT unnest(:keys::text[])";
    private static final Map<String, String> REMOVE = new LinkedHashMap<>();

    static {
        // what was said later is said by somebody who came again
        REMOVE.put(
                "consent",
                "DELETE FROM consent WHERE account = :account AND address = ANY (:keys) AND recorded_at <= :until::timestamptz");
        REMOVE.put("frequency", "DELETE FROM frequency WHERE account = :account AND address = ANY (:keys)");
        REMOVE.put(
                "reply",
                """
                UPDATE reply SET sender = '', text = '', address = NULL, source = NULL, due = NULL
                WHERE account = :account
                  AND (address = ANY (:keys) OR address IS NULL AND channel || ':' || lower(sender) = ANY (:places))
                """);
        // a reply that its client was not told of yet; a receipt still goes, without its address
        REMOVE.put(
                "esme_deliver",
                """
                DELETE FROM esme_deliver WHERE account = :account AND state IS NULL AND lower(source) = ANY (:values)
                """);
        REMOVE.put(
                "esme_deliver receipts",
                """
                UPDATE esme_deliver SET source = NULL, text = '' WHERE account = :account AND lower(source) = ANY (:values)
                """);
        // parts that wait for the others: for a few minutes
        REMOVE.put(
                "esme_submit",
                "DELETE FROM esme_submit WHERE due IS NOT NULL AND account = :account AND lower(destination) = ANY (:values)");
        REMOVE.put(
                "sandbox_message",
                """
                UPDATE sandbox_message SET address = '', text = '', content = NULL
                WHERE account = :account AND channel || ':' || lower(address) = ANY (:places)
                """);
        // also what the platform told the hub, unless another account writes there, too: it needs to know of a block, and of its window
        REMOVE.put(
                "session",
                """
                DELETE FROM session s
                WHERE s.address = ANY (:exact) AND s.account IN ('', :account) AND s.channel || ':' || lower(s.address) = ANY (:places)
                  AND (s.account <> '' OR NOT EXISTS (
                      SELECT FROM message m
                      WHERE m.account <> :account
                        AND m.addresses && ARRAY[s.channel || ':' || s.address, 'phone:' || s.address] COLLATE "default"))
                """);
        REMOVE.put("start_link", "DELETE FROM start_link WHERE account = :account AND contact = ANY (:contacts)");
        // in the files that it came in itself
        REMOVE.put(
                "file_row",
                """
                UPDATE file_row SET message_id = NULL, error = NULL
                WHERE file IN (SELECT id FROM file WHERE account = :account AND contacts) AND message_id = ANY (:contacts)
                """);
        // whose delivery is not known, nor its account: kept for a day
        REMOVE.put(
                "provider_message",
                """
                UPDATE provider_message SET receipt = receipt - 'address'
                WHERE delivery_id IS NULL AND lower(receipt ->> 'address') = ANY (:values)
                """);
        // those that tell of a reply, or of an SMPP client's deliver_sm; a status names nobody
        REMOVE.put("callback", "DELETE FROM callback c WHERE account = :account AND " + names("c.body"));
        REMOVE.put(
                "dead_letter",
                "DELETE FROM dead_letter c WHERE account = :account AND callback IS NOT NULL AND "
                        + names("(c.callback ->> 'body')"));
    }

    private static String names(String body) {
        return "EXISTS (SELECT FROM unnest(:values::text[]) v (value) WHERE strpos(lower(" + body + "), to_json(v.value)::text) > 0)";
    }

    private final JdbcClient jdbc;

    PersonRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean isKnown(String account, String contactKey) {
        return jdbc.sql("SELECT count(*) FROM contact_address WHERE account = :account AND address = :key")
                        .param("account", account)
                        .param("key", contactKey)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** All keys of the person that any of these is of, with these. */
    Person person(String account, String[] keys) {
        return new Person(jdbc.sql(KEYS)
                .param("account", account)
                .param("keys", keys)
                .query(String.class)
                .list());
    }

    /** The contacts that any of these keys is of, by id: nobody gives them an address until the transaction ends. */
    List<String> lock(String account, String[] keys) {
        List<String> contacts = List.of();
        for (List<String> found = contacts(account, keys); !found.equals(contacts); found = contacts(account, keys)) {
            jdbc.sql("SELECT id FROM contact WHERE account = :account AND id = ANY (:ids) ORDER BY id FOR UPDATE")
                    .param("account", account)
                    .param("ids", found.toArray(String[]::new))
                    .query()
                    .listOfRows();
            contacts = found; // while they were waited for one may have been taken in by another
        }
        return contacts;
    }

    private List<String> contacts(String account, String[] keys) {
        return jdbc.sql("SELECT DISTINCT contact FROM contact_address WHERE account = :account AND address = ANY (:keys) ORDER BY contact")
                .param("account", account)
                .param("keys", keys)
                .query(String.class)
                .list();
    }

    /** They are not found any more. @param ids of contacts that are locked */
    int removeContacts(String account, List<String> ids) {
        jdbc.sql("DELETE FROM contact_address WHERE account = :account AND contact = ANY (:ids)")
                .param("account", account)
                .param("ids", ids.toArray(String[]::new))
                .update();
        return jdbc.sql("DELETE FROM contact WHERE account = :account AND id = ANY (:ids)")
                .param("account", account)
                .param("ids", ids.toArray(String[]::new))
                .update();
    }

    /** Counts by table. */
    Map<String, Integer> remove(String account, Person person, Instant until) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        REMOVE.forEach((name, statement) -> counts.merge(
                name.split(" ")[0],
                jdbc.sql(statement)
                        .param("account", account)
                        .param("keys", person.keys().toArray(String[]::new))
                        .param("contacts", person.contacts())
                        .param("places", person.places())
                        .param("exact", person.exact())
                        .param("values", person.values())
                        .param("until", until.toString())
                        .update(),
                Integer::sum));
        return counts;
    }
}
