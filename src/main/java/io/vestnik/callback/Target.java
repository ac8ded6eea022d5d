package io.vestnik.callback;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a callback goes: what is slow or away together.
 *
 * @param host lower case; an IPv6 literal in brackets
 */
record Target(String scheme, String host, int port) {

    /** Empty: not a URL that can be called. */
    static Optional<Target> of(String url) {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean tls = scheme.equals("https");
            if (uri.getHost() == null || uri.getRawUserInfo() != null || !tls && !scheme.equals("http")) {
                return Optional.empty();
            }
            int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
            return Optional.of(new Target(scheme, uri.getHost().toLowerCase(Locale.ROOT), port));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** For the log: paths and queries of webhooks hold secrets. */
    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }
}
