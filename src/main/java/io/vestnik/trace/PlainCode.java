package io.vestnik.trace;

import java.util.regex.Pattern;

/** A provider's code as it may stand in a log: what is no plain code may be a sentence with an address in it. */
public final class PlainCode {

    private static final Pattern CODE =
            Pattern.compile("[A-Za-z][A-Za-z0-9_.:-]{0,39}|0x[0-9A-Fa-f]{1,8}|[0-9][0-9.]{0,5}|[0-9]{3} [0-9.]{5,9}");

    private PlainCode() {}

    /** @param code null stays null */
    public static String of(String code) {
        return code == null || CODE.matcher(code).matches() ? code : "other";
    }
}
