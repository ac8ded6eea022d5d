package io.vestnik.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One action of an operator.
 *
 * @param action as {@code account.put}
 * @param object as {@code account:school}
 * @param change what is different now; no secrets
 * @param address where the call came from
 * @param result what came of it, as {@code created} or {@code unchanged}
 */
public record AuditEntry(
        String id, Instant at, String operator, String action, String object, JsonNode change, String address, String result) {}
