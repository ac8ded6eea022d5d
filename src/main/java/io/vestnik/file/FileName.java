package io.vestnik.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a client called its file.
 *
 * @param stem without its suffixes: answers are named after it
 * @param packed it is gzip
 */
record FileName(String full, String stem, Form form, boolean packed) {

    /** Answers have longer names, and file systems take 255 octets. */
    private static final int MOST_OCTETS = 200;

    private static final String GZ = ".gz";
    private static final String REFUSED = "/\\*?"; // to SFTP clients the last two stand for other files

    /** @throws BadFile when nothing may be named so, or the suffix is not known */
    static FileName of(String name) {
        if (!isFit(name)) {
            throw new BadFile("its name must have 1 to " + MOST_OCTETS
                    + " octets in UTF-8, no slashes, no * or ? and no characters that can't be seen, and must not begin with a dot");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        boolean packed = lower.endsWith(GZ);
        int end = name.length() - (packed ? GZ.length() : 0);
        return Arrays.stream(Form.values())
                .filter(form -> lower.substring(0, end).endsWith("." + form) && end > form.toString().length() + 1)
                .findFirst()
                .map(form -> new FileName(name, name.substring(0, end - form.toString().length() - 1), form, packed))
                .orElseThrow(() -> new BadFile("its name must end in .csv, .json or .ndjson, or in one of these and .gz"));
    }

    /** What answers are named after, where the file has been taken already: an older hub may have taken other names. */
    static String stem(String name) {
        try {
            return of(name).stem;
        } catch (BadFile e) {
            return safe(name);
        }
    }

    /** Whether a file may be named so, and answers after it. */
    static boolean isFit(String name) {
        return !name.isBlank()
                && name.getBytes(StandardCharsets.UTF_8).length <= MOST_OCTETS
                && name.codePoints().allMatch(c -> isVisible(c) && REFUSED.indexOf(c) < 0)
                && !name.startsWith(".");
    }

    /** One that a file may have and a log may show, whatever was given. */
    static String safe(String name) {
        StringBuilder safe = new StringBuilder();
        name.codePoints().limit(60).forEach(c -> {
            boolean harmless = Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == ' ' || c == '.' && !safe.isEmpty();
            safe.appendCodePoint(harmless ? c : '_');
        });
        return safe.isEmpty() ? "_" : safe.toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
