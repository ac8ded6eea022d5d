package io.vestnik.platform.routes;

import java.util.Arrays;

/**
 * One file of routes.
 *
 * @param name from the routes folder on, with slashes: {@code egress/sms.camel.yaml}
 * @param location where it was found, for messages
 */
record RouteFile(String name, String location, byte[] content) {

    static final String SUFFIX = ".camel.yaml";

    boolean sameAs(RouteFile other) {
        return other != null && name.equals(other.name) && Arrays.equals(content, other.content);
    }
}
