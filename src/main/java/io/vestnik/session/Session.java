package io.vestnik.session;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What is known of the chat with one recipient on one channel.
 *
 * @param address the recipient's, on that channel
 * @param state {@code open}, {@code closed}: the recipient's last word is too long ago, or {@code blocked}
 * @param heardAt the recipient's last word; null: none yet
 * @param conversation that an account attached to it, ids as the account gave them; null: none
 */
public record Session(String channel, String address, String state, Instant heardAt, JsonNode conversation) {}
