package io.vestnik.ingress.smpp;

import io.vestnik.smpp.Pdu;
import java.nio.ByteBuffer;
import org.jsmpp.InvalidNumberOfDestinationsException;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;

/** Makes commands of octets; knows no connection. */
final class CommandReader {

    private CommandReader() {}

    /**
     * @param pdu whole, as its command_length says
     * @return of the class of its command; what only has a header, and every response: a plain {@link Command}
     */
    static Command read(byte[] pdu) throws Malformed {
        if (pdu.length < Pdu.HEADER || ByteBuffer.wrap(pdu).getInt() != pdu.length) {
            throw Malformed.unknown(SMPPConstant.STAT_ESME_RINVCMDLEN, 0);
        }
        Command header = Pdu.DECOMPOSER.header(pdu);
        int id = header.getCommandId();
        if ((id & Pdu.RESPONSE) != 0) {
            return header;
        }
        try {
            return switch (id) {
                case SMPPConstant.CID_SUBMIT_SM -> Pdu.DECOMPOSER.submitSm(pdu);
                case SMPPConstant.CID_DATA_SM -> Pdu.DECOMPOSER.dataSm(pdu);
                case SMPPConstant.CID_SUBMIT_MULTI -> Pdu.DECOMPOSER.submitMulti(pdu);
                case SMPPConstant.CID_QUERY_SM -> Pdu.DECOMPOSER.querySm(pdu);
                case SMPPConstant.CID_CANCEL_SM -> Pdu.DECOMPOSER.cancelSm(pdu);
                case SMPPConstant.CID_BIND_TRANSCEIVER, SMPPConstant.CID_BIND_TRANSMITTER, SMPPConstant.CID_BIND_RECEIVER ->
                    Pdu.DECOMPOSER.bind(pdu);
                case SMPPConstant.CID_ENQUIRE_LINK, SMPPConstant.CID_UNBIND -> header;
                default -> throw Malformed.unknown(SMPPConstant.STAT_ESME_RINVCMDID, header.getSequenceNumber());
            };
        } catch (InvalidNumberOfDestinationsException e) {
            throw Malformed.of(id, SMPPConstant.STAT_ESME_RINVNUMDESTS, header.getSequenceNumber());
        } catch (PDUStringException e) { // its text quotes the value
            throw Malformed.of(id, e.getErrorCode(), header.getSequenceNumber());
        } catch (RuntimeException e) { // the body ends too early, or a parameter has a length that can't be
            throw Malformed.of(id, SMPPConstant.STAT_ESME_RINVCMDLEN, header.getSequenceNumber());
        }
    }
}
