package io.vestnik.channel.sms;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the octets of a short message say (SMPP v3.4 §5.2.19, 3GPP TS 23.038 §4). */
public final class DataCoding {

    private DataCoding() {}

    /** @return empty: the hub does not know this coding */
    public static Optional<String> decode(int dataCoding, byte[] octets) {
        return switch (dataCoding) {
            case 0 -> Optional.of(GsmAlphabet.decode(octets));
            case 1 -> Optional.of(ia5(octets));
            case 3 -> Optional.of(new String(octets, StandardCharsets.ISO_8859_1));
            case 4 -> Optional.of(binary(octets));
            case 8 -> Optional.of(new String(octets, StandardCharsets.UTF_16BE));
            default -> Optional.empty();
        };
    }

    /** As it says, or Latin-1 beyond; but some clients (npm's smpp) write the GSM alphabet under this number: its control octets tell. */
    private static String ia5(byte[] octets) {
        for (byte octet : octets) {
            if (octet >= 0 && octet < ' ' && octet != '\n' && octet != '\r' && octet != '\t') {
                return GsmAlphabet.decode(octets);
            }
        }
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /** The hub sends texts: octets without a coding are read as UTF-8, as most clients mean them, else as Latin-1. */
    private static String binary(byte[] octets) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException e) {
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
    }
}
