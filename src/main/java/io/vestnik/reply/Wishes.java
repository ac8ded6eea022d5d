package io.vestnik.reply;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vestnik.channel.Reply;
import io.vestnik.consent.Consent;
import io.vestnik.consent.ConsentGate;
import io.vestnik.consent.ConsentLedger;
import io.vestnik.contact.Contacts;
import io.vestnik.message.MessageClass;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** STOP and START, as words of the consent ledger: marketing, on all channels. */
@Component
class Wishes {

    /** The account itself speaks for recipients there. */
    private static final String SANDBOX = "sandbox";

    private static final String ALONE = "SELECT 1 FROM (SELECT pg_advisory_xact_lock(:gate)) AS alone";
    private static final String IS_OUT =
            "SELECT state = 'withdrawn' FROM consent_word(:account, :addresses, 'marketing', :channel)";
    // now, unless another node's clock is ahead: this is the later word
    private static final String LATEST =
            """
            SELECT greatest(:now::timestamptz, max(at) + interval '1 ms') FROM consent
            WHERE account = :account AND address = :address AND class = 'marketing' AND channel IS NULL
            """;

    private final ConsentLedger consents;
    private final Contacts contacts;
    private final JdbcClient jdbc;
    private final Clock clock;

    Wishes(ConsentLedger consents, Contacts contacts, JdbcClient jdbc, Clock clock) {
        this.consents = consents;
        this.contacts = contacts;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Before the first row of a transaction with a STOP in it: of two at once one is the second, and none waits for the other's rows. */
    void alone() {
        jdbc.sql(ALONE).param("gate", ConsentGate.KEY).query().listOfRows();
    }

    /** In the running transaction. A platform's time is often in whole seconds, and its clock another one: it is evidence, no order. */
    Consent of(Kept kept) {
        Reply reply = kept.reply();
        return new Consent(
                null, kept.account(), List.of(kept.address()), MessageClass.MARKETING, null, kept.keyword() == Keyword.START, "reply",
                JsonNodeFactory.instance.objectNode()
                        .put("reply", kept.name())
                        .put("channel", reply.channel())
                        .put("provider", reply.provider())
                        .put("word", reply.text().strip())
                        .put("at", reply.at().toString()),
                latest(kept), reply.provider().equals(SANDBOX) ? kept.account() : "recipient");
    }

    private Instant latest(Kept kept) {
        return jdbc.sql(LATEST)
                .param("now", clock.instant().toString())
                .param("account", kept.account())
                .param("address", kept.address())
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
    }

    /** In the running transaction. @return whether the person was out already */
    boolean record(Consent consent) {
        boolean out = !consent.granted() && isOut(consent.account(), consent.addresses().get(0), null);
        consents.write(consent);
        return out;
    }

    /** Whether any word of the person forbids marketing. @param channel null: words for all channels alone count */
    boolean isOut(String account, String address, String channel) {
        return jdbc.sql(IS_OUT)
                .param("account", account)
                .param("addresses", contacts.keys(account, List.of(address)).toArray(String[]::new))
                .param("channel", channel)
                .query(Boolean.class)
                .single();
    }

    /** After the commit. */
    void holdBack(Consent consent) {
        consents.holdBack(consent);
    }
}
