package io.vestnik.subscription;

import java.time.Instant;

/**
 * What a link says.
 *
 * @param key one of the person's addresses, as in {@code message.addresses}
 * @param expiresAt a whole minute
 */
public record Link(String account, String key, Instant expiresAt) {}
