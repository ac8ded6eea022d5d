package io.vestnik.trace;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code traceparent} of W3C Trace Context (Recommendation, section 3.2). {@code tracestate} is not carried. */
public final class Traceparent {

    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?", Pattern.DOTALL);
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);
    private static final HexFormat HEX = HexFormat.of();

    private Traceparent() {}

    /**
     * The trace that a request belongs to, as version 00. Without one, or with one that is not of the form, a new one begins, as
     * the standard asks.
     *
     * @param header null: none
     */
    public static String of(String header) {
        if (header == null || header.length() > 512) {
            return begin();
        }
        Matcher given = FORM.matcher(header);
        boolean valid = given.matches()
                && !given.group(1).equals("ff")
                && (given.group(5) == null || !given.group(1).equals("00")) // only later versions may be longer
                && !given.group(2).equals(NO_TRACE)
                && !given.group(3).equals(NO_SPAN);
        return valid ? text(given.group(2), given.group(3), sampled(given.group(4))) : begin();
    }

    /** The same trace, one span further: what is told to the next one. */
    public static String next(String traceparent) {
        return traceparent.substring(0, 36) + span() + traceparent.substring(52);
    }

    private static String begin() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return text(HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong() | 1), span(), "00");
    }

    private static String span() {
        return HEX.toHexDigits(ThreadLocalRandom.current().nextLong() | 1); // never all zeros
    }

    /** The one flag of version 00: others mean nothing here, and must not be passed on. */
    private static String sampled(String flags) {
        return (HexFormat.fromHexDigits(flags) & 1) == 1 ? "01" : "00";
    }

    private static String text(String trace, String span, String flags) {
        return "00-" + trace + "-" + span + "-" + flags;
    }
}
