package io.vestnik.ingress.sftp;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an upload may be called, and which names are read. */
final class FileName {

    private static final int MOST_BYTES = 200; // what is added for answers and time stamps stays under the file system's 255
    private static final Pattern READ = Pattern.compile("[^.].*\\.(csv|json|ndjson)(\\.gz)?");

    private FileName() {}

    /** The rule that it breaks. */
    static Optional<String> fault(String name) {
        if (name.isBlank() || name.equals(".") || name.equals("..")) {
            return Optional.of("must be a name");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return Optional.of("must be at most " + MOST_BYTES + " bytes long");
        }
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            return Optional.of("must not have slashes");
        }
        if (name.indexOf('*') >= 0 || name.indexOf('?') >= 0) {
            return Optional.of("must not have * or ?"); // the poll's client would take it for a pattern
        }
        // control characters, and what makes a name look like another: format characters, broken encoding
        boolean plain = name.codePoints().allMatch(c -> c != 0xFFFD && switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE, Character.UNASSIGNED -> false;
            default -> true;
        });
        return plain ? Optional.empty() : Optional.of("must not have control characters");
    }

    /** Whether files of this name are read; others wait until they are renamed. */
    static boolean isRead(String name) {
        return READ.matcher(name.toLowerCase(Locale.ROOT)).matches() && fault(name).isEmpty();
    }

    /** For the log: it can forge no line, and is not longer than needed. */
    static String harmless(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints().limit(60).forEach(c -> {
            if (c >= 0x20 && c < 0x7F || Character.isLetterOrDigit(c)) {
                text.appendCodePoint(c);
            } else {
                text.append(String.format("\\u%04x", c));
            }
        });
        return name.codePointCount(0, name.length()) > 60 ? text + "…" : text.toString();
    }
}
