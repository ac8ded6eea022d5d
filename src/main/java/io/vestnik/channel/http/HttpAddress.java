package io.vestnik.channel.http;

import java.net.URI;

/** Where an HTTP API is. */
public final class HttpAddress {

    private HttpAddress() {}

    /** @throws IllegalArgumentException that names the setting and the rule */
    public static void check(URI uri) {
        boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        boolean bare = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
        if (!http || uri.getHost() == null || !bare) {
            throw new IllegalArgumentException("uri: must be https://host, with a path or without");
        }
    }
}
