package io.vestnik.gate;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What would become of a message, if it came now.
 *
 * @param status {@code accepted}, {@code scheduled} or {@code refused}
 * @param reason why it would be refused; null: it would not
 * @param steps in plan order, each as if it were its turn
 */
@JsonPropertyOrder({"dryRun", "status", "reason", "steps"})
public record Rehearsed(boolean dryRun, String status, String reason, List<Step> steps) {

    /**
     * @param address null: the recipient has none for it
     * @param decision {@code send}, {@code wait}, {@code refuse}, or {@code skip}: no address
     * @param reason the rule that stands against it; null: none
     * @param until when that rule lifts; null: it does not, or nobody knows when
     * @param why what was weighed; empty: the rule says it all
     * @param text the same as a sentence; null: there is nothing to say
     */
    public record Step(
            String channel,
            String address,
            String decision,
            String reason,
            Instant until,
            Map<String, String> why,
            String text) {}
}
