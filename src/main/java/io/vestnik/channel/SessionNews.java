package io.vestnik.channel;

import java.time.Instant;

/**
 * What a platform tells of its chat with a recipient.
 *
 * @param address the recipient's, on that channel
 * @param state {@code open}: the recipient wrote, pressed start or allowed messages; {@code blocked}: it forbade them or left;
 *     {@code closed}: its last word is too long ago
 * @param token of the deep link by which the recipient came; null: by none
 */
public record SessionNews(String channel, String provider, String address, String state, String token, Instant at) {}
