package io.vestnik.privacy;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Contents as they stand in the database: encrypted where a key is set, else as they are. What was written before there was a key, or with
 * an older one, can be read all the same. Static, since it is asked wherever a row is written or read, and there is one database.
 *
 * <p>A sealed value is {@code \1sealed:ID:BASE64}: the key's id, then nonce and ciphertext. It is bound to its column and row: moved to
 * another one it can't be opened.
 */
public final class AtRest {

    /** Text that begins so, and is no sealed value, gets an empty id. */
    private static final String MARK = "\u0001sealed:";
    private static final String QUOTED_MARK = "\"\\u0001sealed:";

    private static volatile SealingKeys keys = new SealingKeys(null, List.of());

    private AtRest() {}

    /** From now on. */
    static void use(SealingKeys given) {
        keys = given;
    }

    /**
     * @param column as in {@code message.text}
     * @param row what names the row for good; empty: nothing does
     * @param plain null and empty stay what they are
     */
    public static String seal(String column, String row, String plain) {
        if (plain == null || plain.isEmpty()) {
            return plain;
        }
        SealingKey key = keys.current();
        if (key == null) {
            return plain.startsWith(MARK) ? MARK + ":" + plain : plain;
        }
        byte[] sealed = key.seal(plain.getBytes(StandardCharsets.UTF_8), bound(column, row));
        return MARK + key.id() + ":" + Base64.getEncoder().encodeToString(sealed);
    }

    /**
     * What was sealed with the same column and row.
     *
     * @throws IllegalStateException if it was not, or its key is not set
     */
    public static String open(String column, String row, String stored) {
        if (stored == null || !stored.startsWith(MARK)) {
            return stored;
        }
        int end = stored.indexOf(':', MARK.length());
        String id = end < 0 ? "" : stored.substring(MARK.length(), end);
        if (id.isEmpty()) {
            return stored.substring(end + 1);
        }
        byte[] plain = keys.get(id).open(Base64.getDecoder().decode(stored.substring(end + 1)), bound(column, row));
        return new String(plain, StandardCharsets.UTF_8);
    }

    /** The same of a value of a JSON column: sealed it is a JSON string. */
    public static String sealJson(String column, String row, String json) {
        if (json == null || keys.current() == null && !json.startsWith(QUOTED_MARK)) {
            return json;
        }
        String sealed = seal(column, row, json);
        String marked = sealed.startsWith(MARK) ? sealed : MARK + ":" + sealed;
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(marked)) + '"';
    }

    /** The same of a value of a JSON column. */
    public static String openJson(String column, String row, String stored) {
        if (stored == null || !stored.startsWith(QUOTED_MARK)) {
            return stored;
        }
        return open(column, row, JsonText.of(stored));
    }

    /** The same of octets. */
    public static byte[] seal(String column, String row, byte[] plain) {
        String sealed = seal(column, row, new String(plain, StandardCharsets.ISO_8859_1));
        return sealed.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The same of octets. */
    public static byte[] open(String column, String row, byte[] stored) {
        return stored == null || stored.length == 0 || stored[0] != MARK.charAt(0)
                ? stored
                : open(column, row, new String(stored, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] bound(String column, String row) {
        return (column + '\0' + row).getBytes(StandardCharsets.UTF_8);
    }
}
