package io.vestnik.erasure;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What documents an erasure: nobody learns from it who was erased, whoever knows an address can be shown that it was.
 *
 * @param by which account asked
 * @param from where the call came from
 * @param hashes in hexadecimal, keyed with the hub's own key: of each address, and of the contact
 * @param counts by table: how many rows were blanked or removed
 * @param finishedAt null: it goes on
 */
@JsonPropertyOrder({"id", "account", "requestedAt", "by", "from", "finishedAt", "hashes", "counts"})
public record Act(
        String id,
        String account,
        Instant requestedAt,
        String by,
        String from,
        Instant finishedAt,
        List<String> hashes,
        Map<String, Integer> counts) {}
