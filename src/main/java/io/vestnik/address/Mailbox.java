package io.vestnik.address;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** E-mail addresses as relays take them: dot-atom, at, a domain with a dot. */
public final class Mailbox {

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern LOCAL = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9]");

    private Mailbox() {}

    /** With its domain in lower case and in ASCII; empty: not an address. */
    public static Optional<String> normal(String written) {
        int at = written.lastIndexOf('@');
        if (at < 1 || at > 64 || !LOCAL.matcher(written.substring(0, at)).matches()) {
            return Optional.empty();
        }
        try {
            String domain = IDN.toASCII(written.substring(at + 1)).toLowerCase(Locale.ROOT);
            boolean fits = at + 1 + domain.length() <= 254;
            return fits && DOMAIN.matcher(domain).matches()
                    ? Optional.of(written.substring(0, at + 1) + domain)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
