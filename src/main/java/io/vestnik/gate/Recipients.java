package io.vestnik.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.cap.Counts;
import io.vestnik.cap.Recipient;
import io.vestnik.contact.Contact;
import io.vestnik.contact.Preferences;
import io.vestnik.contact.PreferencesForm;
import io.vestnik.gate.Facts.Consent;
import io.vestnik.hours.WorkCalendar;
import io.vestnik.message.MessageClass;
import io.vestnik.suppression.Suppressions;
import io.vestnik.zone.Whereabouts;
import io.vestnik.zone.Zones;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What is known of recipients: one text of SQL for the gate, the claim and the rehearsal, and what its rows mean. */
@Component("gateRecipients")
public class Recipients {

    private static final String ASKED = "m.class <> 'authorization' AND m.answers IS NULL";

    /** To be selected. {@code m}: id, account, class, valid_until, answers, plan, templates; {@code d}: id, channel, address, provider. */
    public static final String COLUMNS =
            """
            d.id, d.channel, m.id AS message_id, m.account, m.class, m.valid_until, m.answers IS NOT NULL AS answer,
            d.provider IS NOT NULL AS counted_here,
            CASE WHEN d.provider IS NULL AND jsonb_array_length(m.plan) > 1
                 THEN EXISTS (SELECT FROM delivery step WHERE step.message_id = m.id AND step.provider IS NOT NULL)
                 ELSE d.provider IS NOT NULL END AS counted_all,
            %2$s,
            CASE WHEN %1$s THEN (SELECT word.state FROM consent_word(m.account, person.addresses, m.class, d.channel) word)
            END AS consent,
            CASE WHEN %1$s THEN (
                -- 'erased', the first by name, is told where it holds; a transactional message is held by the others alone
                SELECT CASE WHEN m.class = 'transactional' THEN max(s.reason) ELSE min(s.reason) END
                FROM suppression s
                WHERE s.account = m.account AND s.hash = suppression_hash(d.address, :inner, :outer)
                  AND s.channel IN ('*', d.channel, '!', '!' || d.channel) AND (s.expires IS NULL OR s.expires > :now::timestamptz))
            END AS suppressed,
            person.contacts AS known_contacts, person.addresses AS known_addresses, person.timezones AS known_timezones,
            person.regions AS known_regions, person.preferences::text[] AS known_preferences
            """
                    .formatted(ASKED, Reaches.COLUMNS);

    /** To be joined. Of no account is nobody: a condition of the join would be asked after the search. */
    public static final String PERSON =
            "CROSS JOIN LATERAL person_of(CASE WHEN %s THEN m.account END, m.addresses) person".formatted(ASKED);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Accounts accounts;
    private final byte[] inner;
    private final byte[] outer;
    private final Reaches reaches;
    private final Zones zones;
    private final WorkCalendar calendar;

    Recipients(Accounts accounts, Suppressions suppressions, Reaches reaches, Zones zones, WorkCalendar calendar) {
        this.accounts = accounts;
        this.reaches = reaches;
        this.inner = suppressions.inner();
        this.outer = suppressions.outer();
        this.zones = zones;
        this.calendar = calendar;
    }

    /** What {@link #COLUMNS} asks for. */
    public Map<String, Object> parameters(Instant now) {
        return Map.of(
                "inner", inner, "outer", outer, "now", now.toString(), "chats", reaches.chats(), "windowed", reaches.windowed());
    }

    /** A row of {@link #COLUMNS}. */
    public Candidate candidate(ResultSet row) throws SQLException {
        String account = row.getString("account");
        MessageClass messageClass = MessageClass.of(row.getString("class"));
        Account sender = accounts.find(account).orElse(null);
        Policy policy = sender == null
                ? null
                : new Policy(sender.hoursOf(messageClass), calendar, sender.capsOf(messageClass));
        Preferences wishes = wishes(row.getArray("known_preferences"));
        boolean asked = messageClass != MessageClass.AUTHORIZATION && !row.getBoolean("answer");
        boolean limited =
                asked && policy != null && !(policy.caps().areNone() && wishes.capsOf(messageClass).areNone());
        boolean onAClock = asked && policy != null && (limited || !policy.hours().isAlways());
        List<String> addresses = onAClock ? texts(row.getArray("known_addresses")) : List.of();
        Facts facts = new Facts(
                messageClass,
                row.getString("channel"),
                row.getTimestamp("valid_until").toInstant(),
                row.getBoolean("answer"),
                reaches.of(row, sender),
                consent(row.getString("consent")),
                row.getString("suppressed"),
                whereabouts(sender, onAClock, addresses, row),
                wishes,
                Counts.NONE,
                row.getBoolean("counted_all"),
                row.getBoolean("counted_here"));
        Recipient recipient = limited
                ? new Recipient(account, messageClass.toString(), counted(addresses, texts(row.getArray("known_contacts"))))
                : null;
        return new Candidate(row.getString("id"), row.getString("message_id"), account, sender, facts, policy, recipient);
    }

    /** Where no clock is asked, the account's stands for it. */
    private Whereabouts whereabouts(Account sender, boolean onAClock, List<String> addresses, ResultSet row) throws SQLException {
        if (!onAClock) {
            return sender == null ? null : new Whereabouts(Set.of(sender.zone()), sender.zone(), Whereabouts.Source.ACCOUNT);
        }
        return zones.of(
                sender,
                texts(row.getArray("known_timezones")),
                texts(row.getArray("known_regions")),
                addresses);
    }

    /** Without the names of contacts that were merged: with each of them there would be a row more to lock. */
    private static List<String> counted(List<String> addresses, List<String> contacts) {
        Set<String> own = contacts.stream().map(Contact::key).collect(Collectors.toSet());
        String name = Contact.key("");
        return addresses.stream().filter(address -> !address.startsWith(name) || own.contains(address)).toList();
    }

    private static Consent consent(String state) {
        return state == null ? Consent.NONE : Consent.valueOf(state.toUpperCase(Locale.ROOT));
    }

    private static Preferences wishes(Array stored) throws SQLException {
        Preferences wishes = Preferences.NONE;
        for (String json : texts(stored)) {
            try {
                Preferences one = PreferencesForm.stored(JSON.readTree(json));
                wishes = wishes == Preferences.NONE ? one : wishes.and(one);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("contact.preferences is not JSON", e);
            }
        }
        return wishes;
    }

    private static List<String> texts(Array array) throws SQLException {
        return array == null ? List.of() : Stream.of((Object[]) array.getArray()).map(Object::toString).toList();
    }
}
