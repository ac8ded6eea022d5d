package io.vestnik.gate;

import io.vestnik.ledger.Ruling;
import java.util.List;

/**
 * Deliveries on which the gate decides alike, so that a route goes one way with all of them.
 *
 * @param decision {@code no_account}: it was removed; {@code held}: an operator has paused its account or channel; {@code refuse},
 *     {@code wait} or {@code pass}: by the rules of {@link Rules}
 * @param rule that refuses or lets wait, as {@code no_consent} or {@code quiet_hours}; else null
 * @param rulings one of each delivery where a rule stands against it: until when, and why; else empty
 */
public record Likes(
        String messageClass, String channel, String decision, String rule, List<String> ids, List<Ruling> rulings) {}
