package io.vestnik.ledger;

import java.time.Instant;
import java.util.List;

/**
 * Which messages are meant; null: any.
 *
 * @param address keys as in {@code message.addresses}: any of them
 * @param from created at or after
 * @param until created before
 * @param before the id of the last message of the page before
 */
public record MessageSearch(
        List<String> address,
        String status,
        String messageClass,
        String tagName,
        String tagValue,
        Instant from,
        Instant until,
        String before) {}
