package io.vestnik.registry;

import java.time.Instant;

/**
 * A key that was just made: shown once, never again.
 *
 * @param key what opens; nobody keeps it but the caller
 * @param expiresAt null: no end
 */
public record NewKey(String id, String key, String label, String prefix, Instant expiresAt) {

    /** Without the key. */
    @Override
    public String toString() {
        return "NewKey[" + id + "]";
    }
}
