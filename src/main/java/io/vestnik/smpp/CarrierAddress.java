package io.vestnik.smpp;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Where a carrier is and who we are there: {@code smpp://system-id:password@host:port}, {@code smpps} for TLS. */
public record CarrierAddress(String host, int port, boolean tls, String systemId, String password) {

    public CarrierAddress {
        // SMPP v3.4 §4.1.1; the codec would quote the secret in its complaint
        if (systemId.length() > 15 || password.length() > 8) {
            throw new IllegalArgumentException("uri: SMPP takes a user of up to 15 and a password of up to 8 characters");
        }
    }

    private static final int SMPP_PORT = 2775;

    /** @throws IllegalArgumentException that names the part and the rule, never the secret */
    public static CarrierAddress of(URI uri) {
        boolean tls = "smpps".equals(uri.getScheme());
        if (!tls && !"smpp".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("uri: must be smpp://user:password@host:port or smpps://…");
        }
        String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        int colon = user.indexOf(':');
        String systemId = colon < 0 ? user : user.substring(0, colon);
        String password = colon < 0 ? "" : user.substring(colon + 1);
        int port = uri.getPort() < 0 ? SMPP_PORT : uri.getPort();
        return new CarrierAddress(uri.getHost(), port, tls, decoded(systemId), decoded(password));
    }

    private static String decoded(String part) {
        // in a URI's user part a plus is a plus
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
