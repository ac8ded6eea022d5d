package io.vestnik.ingress.smpp;

import java.util.Map;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.SubmitMulti;

/** A command of a bound client: the body of an exchange. */
record ClientCommand(Command pdu, Client client) {

    private static final Map<Integer, String> NAMES = Map.of(
            SMPPConstant.CID_SUBMIT_SM, "submit_sm",
            SMPPConstant.CID_SUBMIT_MULTI, "submit_multi",
            SMPPConstant.CID_DATA_SM, "data_sm",
            SMPPConstant.CID_QUERY_SM, "query_sm",
            SMPPConstant.CID_CANCEL_SM, "cancel_sm");

    int id() {
        return pdu.getCommandId();
    }

    /** As the standard has it. */
    String name() {
        return NAMES.get(id());
    }

    boolean submits() {
        return id() != SMPPConstant.CID_QUERY_SM && id() != SMPPConstant.CID_CANCEL_SM;
    }

    /** How many it asks for. */
    int messages() {
        return pdu instanceof SubmitMulti multi ? multi.getDestAddresses().length : 1;
    }

    /** Without addresses and text. */
    @Override
    public String toString() {
        return name() + " of " + client.systemId();
    }
}
