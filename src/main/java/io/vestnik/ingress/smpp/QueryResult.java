package io.vestnik.ingress.smpp;

import io.vestnik.smpp.Pdu;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jsmpp.PDUStringException;

/**
 * Where a message stands (SMPP v3.4 §4.8.2).
 *
 * @param finalAt null: it is not final
 * @param state message_state (§5.2.28)
 * @param error the provider's code if it is a number of an octet, else 0
 */
record QueryResult(String id, Instant finalAt, int state, int error) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss'000+'").withZone(ZoneOffset.UTC);

    byte[] answer(int sequence) throws PDUStringException {
        String at = finalAt == null ? "" : TIME.format(finalAt);
        return Pdu.COMPOSER.querySmResp(sequence, id, at, (byte) state, (byte) error);
    }
}
