package io.vestnik.ingress.smpp;

import io.vestnik.form.Faults;
import java.util.Arrays;
import java.util.Map;

/**
 * What a submit carries, and which part of a long message it is: by user data header (3GPP TS 23.040 §9.2.3.24) or by sar parameters
 * (SMPP v3.4 §5.3.2.22 to §5.3.2.24).
 *
 * @param body without its header
 * @param total 1: it is whole
 * @param number from 1
 */
record UserData(byte[] body, int reference, int total, int number) {

    private static final int UDHI = 0x40;
    private static final int MESSAGE_PAYLOAD = 0x0424;
    private static final int SAR_REFERENCE = 0x020C;
    private static final int SAR_TOTAL = 0x020E;
    private static final int SAR_NUMBER = 0x020F;
    private static final int CONCATENATED_8 = 0x00;
    private static final int CONCATENATED_16 = 0x08;

    /** Null: it is at fault, which is told. */
    static UserData of(SubmitFields fields, Faults faults) {
        byte[] payload = fields.parameters().get(MESSAGE_PAYLOAD);
        if (payload != null && fields.shortMessage().length > 0) {
            faults.malformed("/message_payload", "excludes short_message: sm_length must be 0"); // SMPP v3.4 §5.3.2.32
            return null;
        }
        byte[] octets = payload == null ? fields.shortMessage() : payload;
        if ((fields.esmClass() & UDHI) != 0) {
            return headed(octets, faults);
        }
        return segmented(octets, fields.parameters(), faults);
    }

    boolean isPart() {
        return total > 1;
    }

    private static UserData headed(byte[] octets, Faults faults) {
        int end = octets.length == 0 ? 1 : 1 + (octets[0] & 0xFF);
        UserData found = null;
        int at = 1;
        while (end <= octets.length && at + 1 < end) {
            int element = octets[at] & 0xFF;
            int length = octets[at + 1] & 0xFF;
            boolean eight = element == CONCATENATED_8 && length == 3;
            boolean sixteen = element == CONCATENATED_16 && length == 4;
            if (!eight && !sixteen || at + 2 + length > end) {
                break;
            }
            int value = at + 2;
            int reference = eight ? octets[value] & 0xFF : (octets[value] & 0xFF) << 8 | octets[value + 1] & 0xFF;
            found = new UserData(
                    Arrays.copyOfRange(octets, end, octets.length), reference,
                    octets[value + length - 2] & 0xFF, octets[value + length - 1] & 0xFF);
            at = value + length;
        }
        if (at != end || found == null) {
            faults.unprocessable("/esm_class", "says that a header is there: only one that joins parts is supported");
            return null;
        }
        return checked(found, "/esm_class", faults);
    }

    private static UserData segmented(byte[] octets, Map<Integer, byte[]> parameters, Faults faults) {
        byte[] reference = parameters.get(SAR_REFERENCE);
        byte[] total = parameters.get(SAR_TOTAL);
        byte[] number = parameters.get(SAR_NUMBER);
        if (reference == null && total == null && number == null) {
            return new UserData(octets, 0, 1, 1);
        }
        if (reference == null || total == null || number == null) {
            faults.malformed("/sar", "needs all of sar_msg_ref_num, sar_total_segments, sar_segment_seqnum");
            return null;
        }
        if (reference.length != 2 || total.length != 1 || number.length != 1) {
            faults.malformed("/sar", "must have 2 octets of reference, 1 of total, 1 of number");
            return null;
        }
        int joined = (reference[0] & 0xFF) << 8 | reference[1] & 0xFF;
        return checked(new UserData(octets, joined, total[0] & 0xFF, number[0] & 0xFF), "/sar", faults);
    }

    private static UserData checked(UserData part, String pointer, Faults faults) {
        if (part.number < 1 || part.number > part.total) {
            faults.malformed(pointer, "must number the part from 1 to the count of parts");
            return null;
        }
        return part;
    }
}
