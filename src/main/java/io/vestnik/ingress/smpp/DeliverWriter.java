package io.vestnik.ingress.smpp;

import io.vestnik.channel.sms.GsmAlphabet;
import io.vestnik.channel.sms.ReceiptParser;
import io.vestnik.channel.sms.SmsText;
import io.vestnik.esme.Deliver;
import io.vestnik.smpp.Pdu;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.OptionalParameter;

/** Writes deliver_sm (SMPP v3.4 §4.6.1): receipts in the text form of Appendix B and by parameters as well, and replies. */
final class DeliverWriter {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyMMddHHmm").withZone(ZoneOffset.UTC);
    private static final int QUOTED = 20; // characters of the message (Appendix B)
    private static final int LONGEST_ADDRESS = 20;
    private static final int LONGEST_SHORT_MESSAGE = 254;
    private static final short MESSAGE_PAYLOAD = 0x0424;
    private static final byte GSM_NETWORK = 3; // §5.3.2.31

    private DeliverWriter() {}

    /** @param parameters the client knows optional parameters, as from version 3.4 on */
    static byte[] write(Deliver deliver, int sequence, boolean parameters) throws PDUStringException {
        return deliver.isReply() ? reply(deliver, sequence, parameters) : receipt(deliver, sequence, parameters);
    }

    private static byte[] receipt(Deliver deliver, int sequence, boolean parameters) throws PDUStringException {
        boolean intermediate = deliver.state() == Deliver.State.ENROUTE;
        int error = ErrorCode.of(deliver.code());
        String text = String.format(
                "id:%s sub:001 dlvrd:%s submit date:%s done date:%s stat:%s err:%03d text:%s",
                deliver.submitId(), deliver.state() == Deliver.State.DELIVERED ? "001" : "000",
                DATE.format(deliver.submittedAt()), DATE.format(deliver.doneAt()), deliver.state().word(), Math.min(error, 999),
                quote(deliver.text()));
        List<OptionalParameter> more = new ArrayList<>();
        if (parameters) {
            more.add(new OptionalParameter.Receipted_message_id(deliver.submitId()));
            more.add(new OptionalParameter.Message_state((byte) deliver.state().value()));
            if (error > 0) {
                more.add(new OptionalParameter.OctetString(
                        (short) ReceiptParser.NETWORK_ERROR_CODE,
                        new byte[] {GSM_NETWORK, (byte) (error >> 8), (byte) error}));
            }
        }
        byte type = intermediate ? SMPPConstant.ESMCLS_INTRMD_DELIV_NOTIF : SMPPConstant.ESMCLS_SMSC_DELIV_RECEIPT;
        return compose(deliver, sequence, type, (byte) 0, text.getBytes(StandardCharsets.US_ASCII), more);
    }

    private static byte[] reply(Deliver deliver, int sequence, boolean parameters) throws PDUStringException {
        byte coding = SmsText.of(deliver.text()).dataCoding();
        byte[] octets = coding == SMPPConstant.DC_DEFAULT
                ? GsmAlphabet.encode(deliver.text())
                : deliver.text().getBytes(StandardCharsets.UTF_16BE);
        if (octets.length <= LONGEST_SHORT_MESSAGE) {
            return compose(deliver, sequence, (byte) 0, coding, octets, List.of());
        }
        if (!parameters) { // there is no other way to tell it
            return compose(deliver, sequence, (byte) 0, coding, Arrays.copyOf(octets, LONGEST_SHORT_MESSAGE), List.of());
        }
        OptionalParameter payload = new OptionalParameter.OctetString(MESSAGE_PAYLOAD, octets);
        return compose(deliver, sequence, (byte) 0, coding, new byte[0], List.of(payload));
    }

    private static byte[] compose(
            Deliver deliver, int sequence, byte esmClass, byte coding, byte[] body, List<OptionalParameter> parameters)
            throws PDUStringException {
        String from = address(deliver.from());
        String to = address(deliver.to());
        return Pdu.COMPOSER.deliverSm(
                sequence, "", ton(deliver.from()), npi(deliver.from()), from, ton(deliver.to()), npi(deliver.to()), to, esmClass,
                (byte) 0, (byte) 0, (byte) 0, coding, body, parameters.toArray(OptionalParameter[]::new));
    }

    /** SMPP v3.4 §5.2.5: a phone number, a short code of up to 6 digits, or a name. */
    private static byte ton(String address) {
        if (address == null || address.isEmpty()) {
            return SMPPConstant.TON_UNKNOWN;
        }
        if (address.matches("[0-9]{1,6}")) {
            return SMPPConstant.TON_NETWORK_SPECIFIC;
        }
        return isPhone(address) ? SMPPConstant.TON_INTERNATIONAL : SMPPConstant.TON_ALPHANUMERIC;
    }

    private static byte npi(String address) {
        return isPhone(address) ? SMPPConstant.NPI_ISDN : SMPPConstant.NPI_UNKNOWN;
    }

    private static boolean isPhone(String address) {
        return address != null && address.matches("\\+?[0-9]{7,15}");
    }

    /** Digits without their plus; of a longer one, the beginning. */
    private static String address(String address) {
        String written = address == null ? "" : isPhone(address) ? address.replace("+", "") : address;
        return written.substring(0, Math.min(written.length(), LONGEST_ADDRESS));
    }

    /** In ASCII: receipts are read as such, whatever their data_coding. */
    private static String quote(String text) {
        String beginning = text == null ? "" : text.substring(0, Math.min(text.length(), QUOTED));
        return beginning.replaceAll("[^\\x20-\\x7E]", "?");
    }
}
