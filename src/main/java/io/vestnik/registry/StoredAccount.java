package io.vestnik.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * An account as the database has it.
 *
 * @param settings as they were given, without the secret
 * @param callbackSecret null: none
 * @param closedAt null: it is open
 */
record StoredAccount(String id, JsonNode settings, String callbackSecret, Instant createdAt, Instant closedAt) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "StoredAccount[" + id + "]";
    }
}
