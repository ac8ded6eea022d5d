package io.vestnik.smpp;

import io.vestnik.channel.Provider;
import io.vestnik.channel.Receipt;
import io.vestnik.channel.Reply;
import io.vestnik.channel.sms.GsmAlphabet;
import io.vestnik.channel.sms.ProviderMessageId;
import io.vestnik.channel.sms.ReceiptParser;
import io.vestnik.metrics.DeliveryMeters;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AbstractSmCommand;
import org.jsmpp.bean.DeliverSm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what a deliver_sm (SMPP v3.4 §4.6.1) or data_sm (§4.7.1) of a provider is: a receipt or a recipient's reply. */
final class DeliverReader {

    private static final Logger LOG = LoggerFactory.getLogger(DeliverReader.class);
    private static final int MESSAGE_PAYLOAD = 0x0424;
    private static final int USER_MESSAGE_REFERENCE = 0x0204;
    private static final int TYPE_BITS = 0x3C;
    private static final int RECEIPT = 0x04;
    private static final int INTERMEDIATE = 0x20;
    private static final int UDHI = 0x40;
    /** Type of number, SMPP v3.4 §5.2.5. */
    private static final int NATIONAL = 2;

    private final Provider provider;
    private final ProviderMessageId ids;
    private final Map<String, String> ourSenders = new HashMap<>();
    private final Clock clock;

    DeliverReader(Provider provider, ProviderMessageId ids, Clock clock) {
        this.provider = provider;
        this.ids = ids;
        this.clock = clock;
        provider.settings().senders().forEach((ours, theirs) -> ourSenders.putIfAbsent(theirs, ours));
    }

    /** Null: a receipt that names no message; repeating it could never help, so the carrier is told that it was taken. */
    Incoming read(byte[] pdu, int commandId, int sequence, SmppSession session) throws PDUStringException {
        AbstractSmCommand command = commandId == SMPPConstant.CID_DELIVER_SM
                ? Pdu.DECOMPOSER.deliverSm(pdu)
                : Pdu.DECOMPOSER.dataSm(pdu);
        Map<Integer, byte[]> parameters = Pdu.parameters(command);
        String text = text(command, parameters);
        int type = command.getEsmClass() & TYPE_BITS;
        boolean receipt = type == RECEIPT || type == INTERMEDIATE
                || type == 0 && parameters.containsKey(ReceiptParser.RECEIPTED_MESSAGE_ID); // esm_class forgotten
        if (!receipt) {
            Reply reply = new Reply(
                    provider.channel(), provider.name(),
                    // a reply that names nobody is kept too: refused, it would come again for ever
                    Objects.requireNonNullElse(writer(command), ""),
                    Objects.requireNonNullElse(ours(command.getDestAddress()), ""),
                    text, clock.instant());
            return new Incoming(session, commandId, sequence, null, reply);
        }
        ReceiptParser.Parsed parsed = ReceiptParser.parse(text, parameters);
        if (parsed.id() == null) {
            DeliveryMeters.receipt(provider.name(), "unreadable");
            LOG.warn("Provider {} sent a receipt that names no message (state {}, code {}): it is of no use",
                    provider.name(), parsed.state(), parsed.code());
            return null;
        }
        String id = ids.ofReceipt(parsed.id(), ReceiptParser.parse(text, Map.of()).id());
        Receipt told = new Receipt(
                provider.name(), id, parsed.state(), parsed.code(), clock.instant(),
                reference(parameters.get(USER_MESSAGE_REFERENCE)), phone(command.getSourceAddr()),
                ours(command.getDestAddress()));
        return new Incoming(session, commandId, sequence, told, null);
    }

    private static String text(AbstractSmCommand command, Map<Integer, byte[]> parameters) {
        byte[] octets = command instanceof DeliverSm deliver ? deliver.getShortMessage() : null;
        if (octets == null || octets.length == 0) {
            octets = parameters.getOrDefault(MESSAGE_PAYLOAD, new byte[0]);
        }
        if ((command.getEsmClass() & UDHI) != 0 && octets.length > 0) {
            octets = Arrays.copyOfRange(octets, Math.min(octets.length, 1 + (octets[0] & 0xFF)), octets.length);
        }
        // SMPP v3.4 §5.2.19; what the carrier itself writes in a receipt is plain ASCII whatever its alphabet is
        boolean receipt = (command.getEsmClass() & TYPE_BITS) == RECEIPT;
        String text = switch (receipt && command.getDataCoding() == 0 ? 1 : command.getDataCoding()) {
            case 0 -> GsmAlphabet.decode(octets);
            case 6 -> new String(octets, Charset.forName("ISO-8859-5"));
            case 8, 0x18 -> new String(octets, StandardCharsets.UTF_16BE);
            default -> new String(octets, StandardCharsets.ISO_8859_1);
        };
        return text.replace("\0", ""); // some end it like a C string; no database takes it
    }

    /** A national number stays as it is dialled: which country it is of, the hub's settings say. */
    private static String writer(AbstractSmCommand command) {
        return command.getSourceAddrTon() == NATIONAL ? command.getSourceAddr() : phone(command.getSourceAddr());
    }

    /** E.164 where it is a full number: a short code is left as it is. */
    private static String phone(String address) {
        if (address == null || address.isEmpty()) {
            return null;
        }
        return address.matches("[0-9]{7,15}") ? "+" + address : address;
    }

    private String ours(String address) {
        if (address == null || address.isEmpty()) {
            return null;
        }
        return ourSenders.getOrDefault(address, address);
    }

    private static Integer reference(byte[] value) {
        return value != null && value.length == 2 ? (Integer) ((value[0] & 0xFF) << 8 | value[1] & 0xFF) : null;
    }
}
