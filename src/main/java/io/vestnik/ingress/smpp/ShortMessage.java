package io.vestnik.ingress.smpp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A submit in the words that all doors share.
 *
 * @param message as REST has it; a part's with its own text
 * @param data what it carries
 * @param key idempotency key; null: none
 */
record ShortMessage(ObjectNode message, UserData data, String key) {}
