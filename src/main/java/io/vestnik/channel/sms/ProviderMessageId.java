package io.vestnik.channel.sms;

import java.math.BigInteger;
import java.util.Locale;

/**
 * One form for a provider's message ids, so that the id of the answer equals the id of its receipt: many carriers write the
 * same number in hex here and in decimal there, padded, or in another case.
 *
 * <p>{@code hex-to-decimal}: the answer has hex, its receipt decimal. {@code decimal-to-hex}: the other way round.
 */
public final class ProviderMessageId {

    private final String idFormat;

    public ProviderMessageId(String idFormat) {
        this.idFormat = idFormat;
    }

    /** The id of a submit_sm_resp. */
    public String ofAnswer(String id) {
        return switch (idFormat) {
            case "hex-to-decimal" -> convert(id, 16, 10);
            case "decimal-to-hex" -> convert(id, 10, 16);
            default -> fold(id);
        };
    }

    /** The id of a receipt. A hexadecimal one where a decimal one is expected can only be the other form. */
    public String ofReceipt(String id) {
        String folded = fold(id);
        return idFormat.equals("hex-to-decimal") && !folded.matches("[0-9]+") ? convert(id, 16, 10) : folded;
    }

    private static String convert(String id, int from, int to) {
        String folded = fold(id);
        String digits = from == 16 ? "[0-9a-f]+" : "[0-9]+";
        return folded.matches(digits) ? new BigInteger(folded, from).toString(to) : folded;
    }

    private static String fold(String id) {
        return id.strip().toLowerCase(Locale.ROOT).replaceFirst("^0+(?=.)", "");
    }
}
