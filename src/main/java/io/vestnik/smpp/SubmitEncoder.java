package io.vestnik.smpp;

import io.vestnik.channel.Submission;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.OptionalParameter;

/** Writes submit_sm (SMPP v3.4 §4.4.1). */
final class SubmitEncoder {

    private static final byte TON_INTERNATIONAL = 1;
    private static final byte TON_NETWORK_SPECIFIC = 3;
    private static final byte TON_ALPHANUMERIC = 5;
    private static final byte NPI_UNKNOWN = 0;
    private static final byte NPI_ISDN = 1;
    private static final byte ESM_UDHI = 0x40;
    private static final byte RECEIPT_ALWAYS = 1;
    private static final short USER_MESSAGE_REFERENCE = 0x0204;
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    /** No carrier keeps a message longer; many refuse to try. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private final Map<String, String> senders;
    private final Clock clock;

    SubmitEncoder(Map<String, String> senders, Clock clock) {
        this.senders = senders;
        this.clock = clock;
    }

    byte[] encode(OutgoingMessage message, int part, int sequence) throws PDUStringException {
        Submission s = message.submission();
        String sender = s.sender() == null ? "" : senders.getOrDefault(s.sender(), s.sender());
        byte ton = tonOf(sender);
        byte npi = ton == TON_INTERNATIONAL ? NPI_ISDN : NPI_UNKNOWN;
        String source = ton == TON_INTERNATIONAL ? digits(sender) : sender;
        return Pdu.COMPOSER.submitSm(
                sequence, "", ton, npi, source, TON_INTERNATIONAL, NPI_ISDN, digits(s.address()),
                message.concatenated() ? ESM_UDHI : 0, (byte) 0, (byte) 0, null, validity(s), RECEIPT_ALWAYS, (byte) 0,
                message.dataCoding(), (byte) 0, message.body(part),
                new OptionalParameter.Short(USER_MESSAGE_REFERENCE, (short) s.reference()));
    }

    /** A phone number, a short code of up to 6 digits, or a name (SMPP v3.4 §5.2.5). */
    private static byte tonOf(String sender) {
        if (sender.isEmpty()) {
            return 0;
        }
        if (sender.matches("[0-9]{1,6}")) {
            return TON_NETWORK_SPECIFIC;
        }
        return sender.matches("\\+?[0-9]{7,15}") ? TON_INTERNATIONAL : TON_ALPHANUMERIC;
    }

    private static String digits(String phone) {
        return phone.startsWith("+") ? phone.substring(1) : phone;
    }

    /** Relative, so that nobody's time zone matters (SMPP v3.4 §7.1.1.2); null: the carrier's own. */
    private String validity(Submission s) {
        if (s.validUntil() == null) {
            return null;
        }
        Duration left = Duration.between(clock.instant(), s.validUntil());
        Duration d = left.compareTo(SHORTEST) < 0 ? SHORTEST : left.compareTo(LONGEST) > 0 ? LONGEST : left;
        return String.format(
                "0000%02d%02d%02d%02d000R", d.toDays(), d.toHoursPart(), d.toMinutesPart(), d.toSecondsPart());
    }
}
