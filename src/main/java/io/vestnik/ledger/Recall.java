package io.vestnik.ledger;

import java.time.Instant;
import java.util.Map;

/**
 * What became of a message that was to be taken back or moved: the truth, on the commit.
 *
 * @param inTime it was; false: it is being sent, or had ended
 * @param sendAt when it goes now; null: it does not, or at its old time
 */
public record Recall(String id, Map<String, String> to, boolean inTime, String status, Instant sendAt) {}
