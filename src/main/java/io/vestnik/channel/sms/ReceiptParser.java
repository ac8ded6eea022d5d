package io.vestnik.channel.sms;

import io.vestnik.channel.Receipt.State;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a receipt says, from its optional parameters (SMPP v3.4 §5.3.2.12, §5.3.2.31, §5.3.2.35) and from its text
 * (Appendix B). Parameters win. The text is the vendor's: each field is looked for by its name, none has to be there, and
 * dates are not read at all because nobody says whose they are. Never throws.
 */
public final class ReceiptParser {

    public static final int RECEIPTED_MESSAGE_ID = 0x001E;
    public static final int NETWORK_ERROR_CODE = 0x0423;
    public static final int MESSAGE_STATE = 0x0427;

    private static final Pattern ID = field("id");
    private static final Pattern STAT = field("stat");
    private static final Pattern ERR = field("err");
    /** The start of the message's own text, which may look like fields too. */
    private static final Pattern TEXT = Pattern.compile("(?i)\\btext:");

    private static final String[] STATES = {
        "SCHEDULED", "ENROUTE", "DELIVRD", "EXPIRED", "DELETED", "UNDELIV", "ACCEPTD", "UNKNOWN", "REJECTD", "SKIPPED"
    };

    /**
     * @param id as the carrier wrote it; null: the receipt names no message
     * @param code what an operator would ask the carrier about; null: delivered, nothing to ask
     */
    public record Parsed(String id, State state, String code) {}

    private ReceiptParser() {}

    /** @param parameters optional parameters by tag, their values as they came */
    public static Parsed parse(String text, Map<Integer, byte[]> parameters) {
        Matcher ownText = TEXT.matcher(text);
        String fields = ownText.find() ? text.substring(0, ownText.start()) : text;
        String id = string(parameters.get(RECEIPTED_MESSAGE_ID));
        String word = stateName(parameters.get(MESSAGE_STATE));
        String error = networkError(parameters.get(NETWORK_ERROR_CODE));
        if (id == null) {
            id = find(ID, fields);
        }
        if (word == null) {
            word = find(STAT, fields);
        }
        if (error == null) {
            error = find(ERR, fields);
        }
        State state = state(word);
        return new Parsed(id, state, code(state, word, error));
    }

    private static Pattern field(String name) {
        // a value ends at white space; "id: sub:001" has no id
        return Pattern.compile("(?i)(?<![\\w-])" + name + "\\s*:\\s*([^\\s:]+)(?=\\s|$)");
    }

    private static String find(Pattern field, String text) {
        Matcher matcher = field.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static String string(byte[] value) {
        if (value == null) {
            return null;
        }
        String text = new String(value, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(0);
        String stripped = (end < 0 ? text : text.substring(0, end)).strip();
        return stripped.isEmpty() ? null : stripped;
    }

    private static String stateName(byte[] value) {
        return value != null && value.length == 1 && value[0] >= 0 && value[0] < STATES.length ? STATES[value[0]] : null;
    }

    /** One octet of network type, two of the code. */
    private static String networkError(byte[] value) {
        return value != null && value.length == 3
                ? String.format("%03d", (value[1] & 0xFF) << 8 | value[2] & 0xFF)
                : null;
    }

    private static State state(String word) {
        String upper = word == null ? "" : word.toUpperCase(Locale.ROOT);
        return switch (upper) {
            case "DELIVRD", "DELIVERD", "DELIVERED" -> State.DELIVERED;
            case "EXPIRED", "DELETED", "UNDELIV", "UNDELIVERED", "UNDELIVERABLE", "REJECTD", "REJECTED", "SKIPPED",
                    "FAILED" -> State.UNDELIVERED;
            // SCHEDULED, ENROUTE, ACCEPTD, UNKNOWN and what we have never heard of: not final, the hub waits
            default -> State.ENROUTE;
        };
    }

    private static String code(State state, String word, String error) {
        boolean noError = error == null || error.matches("0*");
        if (state == State.DELIVERED && noError || word == null && noError) {
            return null;
        }
        return noError ? word : word == null ? error : word + ":" + error;
    }
}
