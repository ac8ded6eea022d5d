package io.vestnik.contact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/**
 * A person, as an account knows it.
 *
 * @param id the account's own
 * @param addresses by name ({@code phone}, {@code email}, or a channel's), in their normal form; none occurs in two contacts of an account
 * @param locale BCP 47; null: not known
 * @param timezone null: not known
 * @param region as {@code zone.Regions} knows it; null: not known
 * @param attributes the account's own; an empty object: none
 */
public record Contact(
        String account,
        String id,
        Map<String, String> addresses,
        String locale,
        ZoneId timezone,
        String region,
        ObjectNode attributes,
        Preferences preferences,
        Instant createdAt,
        Instant updatedAt) {}
