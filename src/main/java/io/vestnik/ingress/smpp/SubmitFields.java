package io.vestnik.ingress.smpp;

import io.vestnik.smpp.Pdu;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsmpp.bean.Address;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DestinationAddress;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;

/**
 * What submit_sm (SMPP v3.4 §4.4.1), submit_multi (§4.5.1) and data_sm (§4.7.1) have in common. Texts are never null.
 *
 * @param destinations null: a distribution list, of which the hub has none
 * @param parameters optional ones by tag
 */
record SubmitFields(
        String serviceType,
        Place source,
        List<Place> destinations,
        int esmClass,
        String schedule,
        String validity,
        int registered,
        int replaceIfPresent,
        int dataCoding,
        int defaultMessage,
        byte[] shortMessage,
        Map<Integer, byte[]> parameters) {

    private static final byte[] NONE = {};

    /** An address with its type of number and numbering plan (§5.2.5 to §5.2.9). */
    record Place(int ton, int npi, String address) {

        Place(byte ton, byte npi, String address) {
            this(ton & 0xFF, npi & 0xFF, text(address));
        }
    }

    static SubmitFields of(Command command) {
        if (command instanceof SubmitSm s) {
            return new SubmitFields(
                    text(s.getServiceType()), new Place(s.getSourceAddrTon(), s.getSourceAddrNpi(), s.getSourceAddr()),
                    List.of(new Place(s.getDestAddrTon(), s.getDestAddrNpi(), s.getDestAddress())), s.getEsmClass() & 0xFF,
                    text(s.getScheduleDeliveryTime()), text(s.getValidityPeriod()), s.getRegisteredDelivery() & 0xFF,
                    s.getReplaceIfPresent(), s.getDataCoding() & 0xFF, s.getSmDefaultMsgId(), octets(s.getShortMessage()),
                    Pdu.parameters(s));
        }
        if (command instanceof DataSm d) {
            return new SubmitFields(
                    text(d.getServiceType()), new Place(d.getSourceAddrTon(), d.getSourceAddrNpi(), d.getSourceAddr()),
                    List.of(new Place(d.getDestAddrTon(), d.getDestAddrNpi(), d.getDestAddress())), d.getEsmClass() & 0xFF,
                    "", "", d.getRegisteredDelivery() & 0xFF, 0, d.getDataCoding() & 0xFF, 0, NONE, Pdu.parameters(d));
        }
        SubmitMulti m = (SubmitMulti) command;
        return new SubmitFields(
                text(m.getServiceType()), new Place(m.getSourceAddrTon(), m.getSourceAddrNpi(), m.getSourceAddr()),
                places(m.getDestAddresses()), m.getEsmClass() & 0xFF, text(m.getScheduleDeliveryTime()),
                text(m.getValidityPeriod()), m.getRegisteredDelivery() & 0xFF, m.getReplaceIfPresentFlag(),
                m.getDataCoding() & 0xFF, m.getSmDefaultMsgId(), octets(m.getShortMessage()),
                Pdu.parameters(m.getOptionalParameters()));
    }

    private static List<Place> places(DestinationAddress[] destinations) {
        List<Place> places = new ArrayList<>();
        for (DestinationAddress destination : destinations) {
            if (!(destination instanceof Address address)) {
                return null;
            }
            places.add(new Place(address.getTon(), address.getNpi(), address.getAddress()));
        }
        return places;
    }

    private static String text(String given) {
        return given == null ? "" : given;
    }

    private static byte[] octets(byte[] given) {
        return given == null ? NONE : given;
    }
}
