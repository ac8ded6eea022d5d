package io.vestnik.ingress.smpp;

import io.vestnik.smpp.Pdu;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Address;
import org.jsmpp.bean.DestinationAddress;
import org.jsmpp.bean.DistributionList;
import org.jsmpp.bean.OptionalParameter;

/** PDUs of every command, and what becomes of them on a bad line or in bad hands. */
final class MutatedPdus {

    private static final byte NONE = 0;
    private static final byte[] TEXT = {'H', 'e', 'l', 'l', 'o'};
    private static final String TO = "79161234567";
    private static final int[] TAGS = {0x0424, 0x020C, 0x020E, 0x020F, 0x1501, 0x0204, 0x001E, 0x0427, 0x0210, 0xFFFF};

    private final List<byte[]> seeds;
    private final Random random;

    MutatedPdus(long seed) throws Exception {
        this.seeds = seeds();
        this.random = new Random(seed);
    }

    /** Half of them say their length as it is: what is in them is read. */
    byte[] next() {
        byte[] pdu = seeds.get(random.nextInt(seeds.size())).clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            pdu = mutated(pdu);
        }
        if (pdu.length >= Integer.BYTES && random.nextBoolean()) {
            ByteBuffer.wrap(pdu).putInt(pdu.length);
        }
        return pdu;
    }

    private byte[] mutated(byte[] pdu) {
        int at = random.nextInt(pdu.length + 1);
        return switch (random.nextInt(8)) {
            case 0 -> flipped(pdu);
            case 1 -> Arrays.copyOf(pdu, at);
            case 2 -> joined(Arrays.copyOf(pdu, at), octets(1 + random.nextInt(8)), Arrays.copyOfRange(pdu, at, pdu.length));
            case 3 -> joined(Arrays.copyOf(pdu, at), Arrays.copyOfRange(pdu, Math.min(pdu.length, at + 1 + random.nextInt(8)), pdu.length));
            case 4 -> joined(pdu, parameter());
            case 5 -> filled(pdu, at);
            case 6 -> lengthened(pdu);
            default -> random.nextInt(4) == 0 ? octets(random.nextInt(300)) : joined(Arrays.copyOf(pdu, Math.min(pdu.length, 16)), octets(at));
        };
    }

    private byte[] flipped(byte[] pdu) {
        for (int i = random.nextInt(8); i >= 0 && pdu.length > 0; i--) {
            pdu[random.nextInt(pdu.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return pdu;
    }

    /** From there on all zeros, all ones, or letters without an end. */
    private byte[] filled(byte[] pdu, int from) {
        byte[] fillers = {0, (byte) 0xFF, 'A', 0x7F};
        Arrays.fill(pdu, from, Math.min(pdu.length, from + 1 + random.nextInt(32)), fillers[random.nextInt(fillers.length)]);
        return pdu;
    }

    private byte[] lengthened(byte[] pdu) {
        int[] lengths = {0, 1, 15, 16, pdu.length - 1, pdu.length + 1, 65_536, 65_537, Integer.MAX_VALUE, -1, random.nextInt()};
        if (pdu.length >= Integer.BYTES) {
            ByteBuffer.wrap(pdu).putInt(lengths[random.nextInt(lengths.length)]);
        }
        return pdu;
    }

    /** With a length that is right or not. */
    private byte[] parameter() {
        byte[] value = octets(random.nextInt(40));
        int tag = random.nextInt(4) == 0 ? random.nextInt(0x10000) : TAGS[random.nextInt(TAGS.length)];
        int length = random.nextInt(4) == 0 ? random.nextInt(0x10000) : value.length;
        return joined(new byte[] {(byte) (tag >> 8), (byte) tag, (byte) (length >> 8), (byte) length}, value);
    }

    private byte[] octets(int count) {
        byte[] octets = new byte[count];
        random.nextBytes(octets);
        return octets;
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer whole = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(whole::put);
        return whole.array();
    }

    private static List<byte[]> seeds() throws Exception {
        OptionalParameter[] parameters = {
            new OptionalParameter.Message_payload(TEXT),
            new OptionalParameter.Sar_msg_ref_num((short) 7),
            new OptionalParameter.Sar_total_segments((byte) 2),
            new OptionalParameter.Sar_segment_seqnum((byte) 1),
            new OptionalParameter.OctetString((short) SubmitReader.REQUEST_ID, "order-1")
        };
        Address number = new Address((byte) 1, (byte) 1, TO);
        return List.of(
                bind(SMPPConstant.CID_BIND_TRANSCEIVER), bind(SMPPConstant.CID_BIND_TRANSMITTER), bind(SMPPConstant.CID_BIND_RECEIVER),
                submit(0, "", "", TEXT),
                submit(0, "000000030000000R", "261201120000000+", TEXT, parameters[4]),
                submit(0, "", "", new byte[0], parameters),
                submit(0x40, "", "", HexFormat.of().parseHex("0500030702014869")),
                Pdu.COMPOSER.dataSm(2, "", NONE, NONE, "SCHOOL", (byte) 1, (byte) 1, TO, NONE, (byte) 1, NONE, parameters[0]),
                multi(number, number, number), multi(number, new DistributionList("friends")),
                Pdu.COMPOSER.querySm(3, "01JABCDEFGHJKMNPQRSTVWXYZ0", NONE, NONE, ""),
                Pdu.COMPOSER.cancelSm(4, "", "01JABCDEFGHJKMNPQRSTVWXYZ0", NONE, NONE, "", NONE, NONE, TO),
                Pdu.COMPOSER.replaceSm(5, "01J", NONE, NONE, "", "", "", NONE, NONE, TEXT),
                Pdu.COMPOSER.deliverSm(6, "", NONE, NONE, TO, NONE, NONE, "SCHOOL", NONE, NONE, NONE, NONE, NONE, TEXT),
                Pdu.COMPOSER.outbind(7, "school", "secret"),
                Pdu.COMPOSER.deliverSmResp(0, 1, ""), Pdu.COMPOSER.submitSmResp(1, "01J"),
                header(SMPPConstant.CID_ENQUIRE_LINK), header(SMPPConstant.CID_ENQUIRE_LINK_RESP), header(SMPPConstant.CID_UNBIND),
                header(SMPPConstant.CID_UNBIND_RESP), header(SMPPConstant.CID_GENERIC_NACK), header(SMPPConstant.CID_BROADCAST_SM));
    }

    private static byte[] bind(int command) throws Exception {
        return Pdu.COMPOSER.bind(command, 1, "stranger", "secret", "", (byte) 0x34, NONE, NONE, "");
    }

    private static byte[] submit(int esmClass, String schedule, String validity, byte[] text, OptionalParameter... parameters)
            throws Exception {
        return Pdu.COMPOSER.submitSm(
                2, "SVC", (byte) 5, NONE, "SCHOOL", (byte) 1, (byte) 1, TO, (byte) esmClass, NONE, NONE, schedule, validity, (byte) 1,
                NONE, NONE, NONE, text, parameters);
    }

    private static byte[] multi(DestinationAddress... destinations) throws Exception {
        return Pdu.COMPOSER.submitMulti(
                2, "", NONE, NONE, "", destinations, NONE, NONE, NONE, "", "", NONE, NONE, NONE, NONE, TEXT);
    }

    private static byte[] header(int command) {
        return Pdu.COMPOSER.composeHeader(command, 0, 9);
    }
}
