package io.vestnik.ingress.smpp;

import io.vestnik.smpp.Pdu;
import org.jsmpp.SMPPConstant;

/** A PDU that is no command of ours, or can't be read: what it is answered with. */
final class Malformed extends Exception {

    private final int answerId;
    private final int status;
    private final int sequence;

    private Malformed(int answerId, int status, int sequence) {
        super("command_status " + status, null, false, false);
        this.answerId = answerId;
        this.status = status;
        this.sequence = sequence;
    }

    /** Nobody can say what it was (SMPP v3.4 §4.3). */
    static Malformed unknown(int status, int sequence) {
        return new Malformed(SMPPConstant.CID_GENERIC_NACK, status, sequence);
    }

    static Malformed of(int commandId, int status, int sequence) {
        return new Malformed(commandId | Pdu.RESPONSE, status, sequence);
    }

    int status() {
        return status;
    }

    byte[] answer() {
        return Pdu.COMPOSER.composeHeader(answerId, status, sequence);
    }
}
