package io.vestnik.registry;

import java.time.Instant;

/**
 * A user of a door, without the password.
 *
 * @param door as {@code soap}
 * @param expiresAt the end of a password that was replaced; null: no end
 */
public record LoginState(String id, String door, String user, Instant createdAt, String by, Instant expiresAt) {}
