package io.vestnik.ingress.smpp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A provider's code as a number that SMPP has a field for. */
final class ErrorCode {

    /** As the hub keeps those of receipts: {@code 011}, {@code UNDELIV:011}. */
    private static final Pattern NUMBER = Pattern.compile("(?:[A-Za-z]+:)?([0-9]{1,5})");

    private ErrorCode() {}

    /** @return up to 0xFFFF; 0: none, or no number */
    static int of(String code) {
        Matcher number = NUMBER.matcher(code == null ? "" : code);
        return number.matches() ? Math.min(Integer.parseInt(number.group(1)), 0xFFFF) : 0;
    }
}
