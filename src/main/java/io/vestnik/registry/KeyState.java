package io.vestnik.registry;

import java.time.Instant;

/**
 * A key, without what it opens with.
 *
 * @param label as its maker named it; null: not
 * @param prefix its first characters
 * @param expiresAt null: no end
 * @param closedAt null: it is open, unless it has expired
 */
public record KeyState(
        String id, String label, String prefix, Instant createdAt, String by, Instant expiresAt, Instant closedAt) {}
