package io.vestnik.ledger;

import java.time.Instant;
import java.util.Map;

/**
 * What keeps a queued delivery from the wire, for good or for now.
 *
 * @param rule as the sender is told it: {@code no_consent}, {@code quiet_hours}, ...
 * @param due when it is asked for again; null: never
 * @param why what was weighed, for its timeline: names and values, no personal data; empty: the rule says it all
 */
public record Ruling(String deliveryId, String rule, Instant due, Map<String, String> why) {}
