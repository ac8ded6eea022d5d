package io.vestnik.ingress.smpp.part;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.message.Origin;

/**
 * One part of a long message, checked as if it were the whole.
 *
 * @param source and {@code destination}: in normal form, they and the reference tell one message's parts from another's
 * @param reference 0 to 65535
 * @param total 2 to 255
 * @param number from 1
 * @param message as REST has it, without its text
 * @param body user data without its header
 * @param registered the part's registered_delivery
 * @param key the client's idempotency key for this part; null: none
 */
public record LongPart(
        String account,
        String systemId,
        String source,
        String destination,
        int reference,
        int total,
        int number,
        ObjectNode message,
        int dataCoding,
        byte[] body,
        int registered,
        String key,
        Origin origin) {}
