package io.vestnik.ingress.smpp;

import io.vestnik.smpp.Pdu;
import java.util.List;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.UnsuccessDelivery;

/**
 * What became of a submit_multi (SMPP v3.4 §4.5.2).
 *
 * @param id stands for all its messages
 * @param refused destinations that no message went to
 */
record MultiResult(String id, List<UnsuccessDelivery> refused) {

    byte[] answer(int sequence) throws PDUStringException {
        return Pdu.COMPOSER.submitMultiResp(sequence, id, refused.toArray(UnsuccessDelivery[]::new));
    }
}
