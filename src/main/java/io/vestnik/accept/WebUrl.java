package io.vestnik.accept;

import java.net.URI;
import java.net.URISyntaxException;

/** A URL that somebody else is to open. */
final class WebUrl {

    static final int LONGEST = 2_000;
    static final String RULE = "must be an absolute http or https URL without a user's name";

    private WebUrl() {}

    /** Null: it is not an absolute http or https URL. */
    static URI of(String text) {
        try {
            URI uri = new URI(text);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return http && uri.getHost() != null ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** As above, and without credentials: the recipient and the platform see it. */
    static boolean isOpen(String text) {
        URI uri = of(text);
        return uri != null && uri.getRawUserInfo() == null;
    }
}
