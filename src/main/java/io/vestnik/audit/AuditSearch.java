package io.vestnik.audit;

import java.time.Instant;

/**
 * Which actions; null: all.
 *
 * @param from at or after
 * @param until before
 * @param before the id of an entry: only older ones
 */
public record AuditSearch(Instant from, Instant until, String operator, String object, String before) {}
