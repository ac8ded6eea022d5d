package io.vestnik.message;

/**
 * Where a request came from.
 *
 * @param door {@code rest}, {@code soap}, {@code smpp}, {@code sftp}, {@code replay}, or {@code other} for one that an integrator added
 * @param traceparent of W3C Trace Context, valid; null: of a message stored by an older version
 */
public record Origin(String door, String traceparent) {}
