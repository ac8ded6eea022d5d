package io.vestnik.audit;

/**
 * Who acts.
 *
 * @param operator by name
 * @param address where the call came from, as the HTTP server sees it
 */
public record Actor(String operator, String address) {}
