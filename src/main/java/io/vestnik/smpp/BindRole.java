package io.vestnik.smpp;

import java.util.List;
import org.jsmpp.SMPPConstant;

/** What a session is for (SMPP v3.4 §2.2). */
enum BindRole {
    TRANSCEIVER(SMPPConstant.CID_BIND_TRANSCEIVER),
    TRANSMITTER(SMPPConstant.CID_BIND_TRANSMITTER),
    RECEIVER(SMPPConstant.CID_BIND_RECEIVER);

    private final int commandId;

    BindRole(int commandId) {
        this.commandId = commandId;
    }

    int commandId() {
        return commandId;
    }

    boolean submits() {
        return this != RECEIVER;
    }

    /** The sessions of one bind, as settings have it. */
    static List<BindRole> of(String bind) {
        return bind.equals("tx+rx") ? List.of(TRANSMITTER, RECEIVER) : List.of(TRANSCEIVER);
    }
}
