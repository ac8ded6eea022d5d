package io.vestnik.platform.routes;

import java.util.Arrays;
import java.util.List;

/**
 * One file of routes: Camel's, or the description of an HTTP API.
 *
 * @param name from the routes folder on, with slashes: {@code egress/sms.camel.yaml}
 * @param location where it was found, for messages
 */
record RouteFile(String name, String location, byte[] content) {

    static final String SUFFIX = ".camel.yaml";
    /** {@code src/docs/channels/http.md}. */
    static final String DESCRIPTION = ".http.yaml";

    static boolean isNamed(String path) {
        return path.endsWith(SUFFIX) || path.endsWith(DESCRIPTION);
    }

    boolean isDescription() {
        return name.endsWith(DESCRIPTION);
    }

    boolean sameAs(RouteFile other) {
        return other != null && name.equals(other.name) && Arrays.equals(content, other.content);
    }

    /** What it brings, in its order. */
    List<RouteUnit> units() throws Unreadable {
        return isDescription() ? Description.of(this).units() : RouteDocument.of(this).units();
    }
}
