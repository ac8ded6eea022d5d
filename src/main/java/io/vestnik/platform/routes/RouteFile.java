package io.vestnik.platform.routes;

/**
 * One file of routes.
 *
 * @param name from the routes folder on, with slashes: {@code egress/sms.camel.yaml}
 * @param location where it was found, for messages
 */
record RouteFile(String name, String location, byte[] content) {

    static final String SUFFIX = ".camel.yaml";
}
