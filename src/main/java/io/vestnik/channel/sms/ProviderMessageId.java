package io.vestnik.channel.sms;

import java.math.BigInteger;
import java.util.Locale;

/**
 * One form for a provider's message ids, so that the id of the answer equals the id of its receipt: many carriers write the
 * same number in hex here and in decimal there, padded, or in another case.
 *
 * <p>The format says what is done to the ids in receipts. {@code hex-to-decimal}: the receipt has hex and the answer had
 * decimal. {@code decimal-to-hex}: the other way round, which is the commoner.
 */
public final class ProviderMessageId {

    private final String idFormat;

    public ProviderMessageId(String idFormat) {
        this.idFormat = idFormat;
    }

    /** The id of a submit_sm_resp. */
    public String ofAnswer(String id) {
        return fold(id);
    }

    /**
     * The id of a receipt. Where the provider writes it in another form, its text is what the setting was made for; without a
     * text it is the parameter.
     *
     * @param id of the optional parameter, else of the text
     * @param textId of the text; null: it has none
     */
    public String ofReceipt(String id, String textId) {
        String converted = textId == null ? id : textId;
        return switch (idFormat) {
            case "hex-to-decimal" -> convert(converted, 16, 10);
            case "decimal-to-hex" -> convert(converted, 10, 16);
            default -> fold(id);
        };
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
