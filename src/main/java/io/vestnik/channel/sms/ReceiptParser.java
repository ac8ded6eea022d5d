package io.vestnik.channel.sms;

import io.vestnik.channel.Receipt.State;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Reads what a receipt says, from its optional parameters (SMPP v3.4 §5.3.2.12, §5.3.2.31, §5.3.2.35) and from its text
 * (Appendix B). Parameters win. The text is the vendor's: each field is looked for by its name, none has to be there, and
 * dates are not read at all because nobody says whose they are. Never throws.
 */
public final class ReceiptParser {

    public static final int RECEIPTED_MESSAGE_ID = 0x001E;
    public static final int NETWORK_ERROR_CODE = 0x0423;
    public static final int MESSAGE_STATE = 0x0427;

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
        String fields = text.substring(0, ownText(text));
        String id = string(parameters.get(RECEIPTED_MESSAGE_ID));
        String word = stateName(parameters.get(MESSAGE_STATE));
        String error = networkError(parameters.get(NETWORK_ERROR_CODE));
        if (id == null) {
            id = find("id", fields);
        }
        if (word == null) {
            word = find("stat", fields);
        }
        if (error == null) {
            error = find("err", fields);
        }
        State state = state(word);
        return new Parsed(id, state, code(state, word, error));
    }

    /** Where the message's own text starts, which may look like fields too; the length where it has none. */
    private static int ownText(String text) {
        for (int at = indexOf("text:", text, 0); at >= 0; at = indexOf("text:", text, at + 1)) {
            if (at == 0 || !isWord(text.charAt(at - 1))) {
                return at;
            }
        }
        return text.length();
    }

    /** The value of {@code name : value}, up to white space; null: none, as in "id: sub:001". By hand, since it is done for each receipt. */
    private static String find(String name, String text) {
        for (int at = indexOf(name, text, 0); at >= 0; at = indexOf(name, text, at + 1)) {
            if (at > 0 && (isWord(text.charAt(at - 1)) || text.charAt(at - 1) == '-')) {
                continue;
            }
            int colon = skipSpace(text, at + name.length());
            if (colon == text.length() || text.charAt(colon) != ':') {
                continue;
            }
            int start = skipSpace(text, colon + 1);
            int end = start;
            while (end < text.length() && text.charAt(end) != ':' && !isSpace(text.charAt(end))) {
                end++;
            }
            if (end > start && (end == text.length() || isSpace(text.charAt(end)))) {
                return text.substring(start, end);
            }
        }
        return null;
    }

    /** @param word in small letters */
    private static int indexOf(String word, String text, int from) {
        for (int at = from; at <= text.length() - word.length(); at++) {
            int same = 0;
            while (same < word.length() && lower(text.charAt(at + same)) == word.charAt(same)) {
                same++;
            }
            if (same == word.length()) {
                return at;
            }
        }
        return -1;
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private static boolean isWord(char c) {
        return c == '_' || c >= '0' && c <= '9' || lower(c) >= 'a' && lower(c) <= 'z';
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
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
        boolean noError = error == null || error.chars().allMatch(digit -> digit == '0');
        if (state == State.DELIVERED && noError || word == null && noError) {
            return null;
        }
        return noError ? word : word == null ? error : word + ":" + error;
    }
}
