package io.vestnik.ingress.smpp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A submit in the words that all doors share.
 *
 * @param message as REST has it; a part's with its own text
 * @param repeatable the same, with times that are counted from now as if that were always the same: what a repeated submit is known by
 * @param data what it carries
 * @param key idempotency key; null: none
 */
record ShortMessage(ObjectNode message, ObjectNode repeatable, UserData data, String key) {}
