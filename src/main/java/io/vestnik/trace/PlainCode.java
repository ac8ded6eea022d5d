package io.vestnik.trace;

import java.util.regex.Pattern;

/** A provider's code as it may stand in a log: what is no plain code may be a sentence with an address in it. */
public final class PlainCode {

    private static final Pattern CODE =
            Pattern.compile("[A-Za-z][A-Za-z0-9_.:-]{0,39}|0x[0-9A-Fa-f]{1,8}|[0-9][0-9.]{0,5}|[0-9]{3} [0-9.]{5,9}|HTTP [1-5][0-9]{2}");

    /** Of HTTP or SMTP, with a sentence behind it. */
    private static final Pattern NUMBER = Pattern.compile("[1-5][0-9]{2}(?![0-9])");

    private PlainCode() {}

    /** @param code null stays null */
    public static String of(String code) {
        if (code == null || CODE.matcher(code).matches()) {
            return code;
        }
        return NUMBER.matcher(code).lookingAt() ? code.substring(0, 3) : "other";
    }
}
