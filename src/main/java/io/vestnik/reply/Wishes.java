package io.vestnik.reply;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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

    private static final String ALONE = "SELECT 1 FROM (SELECT pg_advisory_xact_lock(:gate)) AS alone";
    private static final String IS_OUT =
            "SELECT state = 'withdrawn' FROM consent_word(:account, :addresses, 'marketing', NULL)";

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

    /** What a reply says of consent. */
    Consent of(Kept kept) {
        Instant now = clock.instant();
        Instant said = kept.reply().at();
        return new Consent(
                null, kept.account(), List.of(kept.address()), MessageClass.MARKETING, null, kept.keyword() == Keyword.START, "reply",
                JsonNodeFactory.instance.objectNode()
                        .put("reply", kept.name())
                        .put("channel", kept.reply().channel())
                        .put("word", kept.reply().text().strip()),
                said.isAfter(now) ? now : said, "recipient");
    }

    /** In the running transaction. @return whether the person was out already */
    boolean record(Consent consent) {
        if (!consent.granted()) {
            jdbc.sql(ALONE).param("gate", ConsentGate.KEY).query().listOfRows(); // of two at once one is the second
        }
        boolean out = !consent.granted() && jdbc.sql(IS_OUT)
                .param("account", consent.account())
                .param("addresses", contacts.keys(consent.account(), consent.addresses()).toArray(String[]::new))
                .query(Boolean.class)
                .single();
        consents.write(consent);
        return out;
    }

    /** After the commit. */
    void holdBack(Consent consent) {
        consents.holdBack(consent);
    }
}
