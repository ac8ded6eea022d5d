package io.vestnik.gate.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.cap.Caps;
import io.vestnik.cap.Limits;
import io.vestnik.contact.Preferences;
import io.vestnik.message.MessageClass;
import io.vestnik.suppression.Suppressions;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes people into the hub's tables, each into an account of its own, as they stand now. */
@Component
class ModelRows {

    /** Whose row of counts. */
    record Counted(String account, String address, String messageClass) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TreeMap<String, Map<String, Integer>>> DAYS = new TypeReference<>() {};

    private final JdbcTemplate jdbc;
    private final Suppressions suppressions;

    ModelRows(JdbcTemplate jdbc, Suppressions suppressions) {
        this.jdbc = jdbc;
        this.suppressions = suppressions;
    }

    /** In the place of what stood there; all but the counts. */
    void write(Map<String, Person> people) {
        jdbc.execute("TRUNCATE contact, contact_address, consent, suppression, session");
        batch(people, "INSERT INTO contact VALUES (?, ?, '{}', null, ?, ?, '{}', ?::jsonb, now(), now())", (account, person, rows) ->
                person.contacts.forEach((id, contact) -> rows.add(
                        account, id, contact.zone() == null ? null : contact.zone().getId(), contact.region(), json(contact.wishes()))));
        batch(people, "INSERT INTO contact_address VALUES (?, ?, ?)", (account, person, rows) ->
                person.contacts.forEach((id, contact) -> contact.addresses().forEach(address -> rows.add(account, address, id))));
        batch(people, """
                INSERT INTO consent (id, account, address, class, channel, granted, method, at, recorded_at, recorded_by)
                VALUES (?, ?, ?, ?, ?, ?, 'call', ?, now(), 'test')
                """, (account, person, rows) -> {
            for (int n = 0; n < person.words.size(); n++) {
                Event.Word word = person.words.get(n);
                rows.add("%s-%06d".formatted(account, n), account, word.address(), word.messageClass().toString(), word.channel(),
                        word.granted(), Timestamp.from(word.at()));
            }
        });
        // attached rows, as one of each account: what platforms tell would be told of everybody here who has the address
        batch(people, "INSERT INTO session VALUES (?, ?, ?, 'test', ?, ?, null, now())", (account, person, rows) ->
                Messengers.ALL.forEach(channel -> person.chats.stream().map(Event.Chat::address).distinct().forEach(address -> {
                    List<Event.Chat> told = person.chats.stream()
                            .filter(chat -> chat.channel().equals(channel) && chat.address().equals(address))
                            .toList();
                    if (!told.isEmpty()) {
                        Timestamp heard = told.stream().filter(Event.Chat::open).map(chat -> Timestamp.from(chat.at()))
                                .reduce((earlier, later) -> later).orElse(null);
                        rows.add(address, channel, account, told.get(told.size() - 1).open() ? "open" : "blocked", heard);
                    }
                })));
        batch(people, "INSERT INTO suppression VALUES (?, ?, ?, ?, ?, 'test', now(), ?)", (account, person, rows) ->
                dead(person).forEach(dead -> rows.add(
                        account, suppressions.hash(dead.address()), dead.channel(), dead.address(), dead.reason(),
                        dead.expires() == null ? null : Timestamp.from(dead.expires()))));
    }

    /** What everybody was sent so far. */
    void writeCounts(Map<String, Person> people) {
        jdbc.execute("TRUNCATE frequency");
        batch(people, "INSERT INTO frequency VALUES (?, ?, ?, ?::jsonb)", (account, person, rows) ->
                counts(account, person, LocalDate.MIN).forEach((key, days) ->
                        rows.add(key.account, key.address, key.messageClass, json(days))));
    }

    /** As the database has them. @param from older days are not told */
    Map<Counted, Map<String, Map<String, Integer>>> counts(LocalDate from) {
        Map<Counted, Map<String, Map<String, Integer>>> all = new HashMap<>();
        jdbc.query("SELECT account, address, class, days FROM frequency", row -> {
            try {
                Map<String, Map<String, Integer>> days = JSON.readValue(row.getString(4), DAYS);
                days.keySet().removeIf(day -> LocalDate.parse(day).isBefore(from));
                if (!days.isEmpty()) {
                    all.put(new Counted(row.getString(1), row.getString(2), row.getString(3)), days);
                }
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        });
        return all;
    }

    /** As the person's life has them. */
    static Map<Counted, Map<String, Map<String, Integer>>> counts(String account, Person person, LocalDate from) {
        Map<Counted, Map<String, Map<String, Integer>>> all = new HashMap<>();
        Set<String> addresses = new TreeSet<>();
        person.sends.forEach(send -> addresses.addAll(send.addresses()));
        for (String address : addresses) {
            for (MessageClass messageClass : MessageClass.values()) {
                Map<String, Map<String, Integer>> days = new TreeMap<>();
                Translation.counts(person, Set.of(address), messageClass).days().forEach((date, counts) -> {
                    if (!date.isBefore(from)) {
                        days.put(date.toString(), counts);
                    }
                });
                if (!days.isEmpty()) {
                    all.put(new Counted(account, address, messageClass.toString()), days);
                }
            }
        }
        return all;
    }

    private static Iterable<Event.Dead> dead(Person person) {
        Map<String, Event.Dead> rows = new LinkedHashMap<>();
        for (Event event : person.deaths) {
            if (event instanceof Event.Dead dead) {
                rows.put(dead.address() + " " + dead.channel(), dead);
            } else if (event instanceof Event.Lifted lifted) {
                rows.remove(lifted.address() + " " + lifted.channel());
            } else if (event instanceof Event.Word word && word.granted()) {
                rows.values().removeIf(dead -> dead.reason().equals("erased") && word.address().endsWith(":" + dead.address()));
            }
        }
        return rows.values();
    }

    private static String json(List<Preferences> wishes) {
        Preferences all = wishes.stream().reduce(Preferences::and).orElse(Preferences.NONE);
        ObjectNode json = JSON.createObjectNode();
        all.caps().forEach((messageClass, caps) -> json.withObject("/caps").set(messageClass.toString(), json(caps)));
        all.pauses().forEach((messageClass, until) -> json.withObject("/pauses").put(messageClass.toString(), until.toString()));
        return json.toString();
    }

    private static ObjectNode json(Caps caps) {
        ObjectNode json = json(caps.all());
        caps.channels().forEach((channel, limits) -> json.withObject("/channels").set(channel, json(limits)));
        return json;
    }

    private static ObjectNode json(Limits limits) {
        return JSON.createObjectNode().put("day", limits.day()).put("week", limits.week()).put("month", limits.month());
    }

    private static String json(Map<String, Map<String, Integer>> days) {
        return JSON.valueToTree(days).toString();
    }

    private interface Writer {
        void write(String account, Person person, Rows rows);
    }

    private record Rows(List<Object[]> all) {

        void add(Object... values) {
            all.add(values);
        }
    }

    private void batch(Map<String, Person> people, String sql, Writer writer) {
        Rows rows = new Rows(new ArrayList<>());
        people.forEach((account, person) -> writer.write(account, person, rows));
        jdbc.batchUpdate(sql, rows.all);
    }
}
