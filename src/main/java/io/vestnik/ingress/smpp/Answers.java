package io.vestnik.ingress.smpp;

import io.vestnik.smpp.Pdu;
import java.nio.charset.StandardCharsets;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.util.PDUByteBuffer;

/** Writes responses. */
final class Answers {

    private static final String SYSTEM_ID = "vestnik";
    private static final int LONGEST_WORDS = 255; // octets without the end (SMPP v3.4 §5.3.2.11)

    private Answers() {}

    /** @param result what the command's bean answered; null where its response has a header alone */
    static byte[] done(ClientCommand command, Object result) {
        int sequence = command.pdu().getSequenceNumber();
        try {
            return switch (command.id()) {
                case SMPPConstant.CID_SUBMIT_SM -> Pdu.COMPOSER.submitSmResp(sequence, (String) result);
                case SMPPConstant.CID_DATA_SM -> Pdu.COMPOSER.dataSmResp(sequence, (String) result);
                case SMPPConstant.CID_SUBMIT_MULTI -> ((MultiResult) result).answer(sequence);
                case SMPPConstant.CID_QUERY_SM -> ((QueryResult) result).answer(sequence);
                default -> status(command.id(), 0, sequence);
            };
        } catch (PDUStringException e) {
            throw new IllegalStateException("an id does not fit its field", e);
        }
    }

    /** SMPP v3.4 has no body where a command failed; v5.0 has room for the reason. */
    static byte[] refused(ClientCommand command, Refusal refusal) {
        int sequence = command.pdu().getSequenceNumber();
        boolean hasWords = command.id() == SMPPConstant.CID_SUBMIT_SM || command.id() == SMPPConstant.CID_DATA_SM;
        if (!hasWords || !command.client().readsWords()) {
            return status(command.id(), refusal.status(), sequence);
        }
        byte[] ascii = refusal.words().getBytes(StandardCharsets.US_ASCII);
        String words = new String(ascii, 0, Math.min(ascii.length, LONGEST_WORDS), StandardCharsets.US_ASCII);
        PDUByteBuffer answer = new PDUByteBuffer(command.id() | Pdu.RESPONSE, refusal.status(), sequence);
        answer.append("");
        answer.append(new OptionalParameter.Additional_status_info_text(words));
        return answer.toBytes();
    }

    /** A response of a header alone. */
    static byte[] status(int commandId, int status, int sequence) {
        return Pdu.COMPOSER.composeHeader(commandId | Pdu.RESPONSE, status, sequence);
    }

    /** The answer to a bind that succeeded (SMPP v3.4 §4.1.2). */
    static byte[] bound(int commandId, int sequence, int version) {
        OptionalParameter[] ours = version < SMPPConstant.IF_VERSION_34 // it knows no optional parameters
                ? new OptionalParameter[0]
                : new OptionalParameter[] {new OptionalParameter.Sc_interface_version(SMPPConstant.IF_VERSION_34)};
        try {
            return Pdu.COMPOSER.bindResp(commandId | Pdu.RESPONSE, sequence, SYSTEM_ID, ours);
        } catch (PDUStringException e) {
            throw new IllegalStateException(e); // it is short
        }
    }
}
