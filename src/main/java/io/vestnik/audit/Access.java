package io.vestnik.audit;

import java.time.Instant;

/**
 * Somebody looked at personal data.
 *
 * @param id null until it is recorded
 * @param account whose data it is; null: of all
 * @param who {@code key:} and the first 12 digits of the key's SHA-256, {@code soap:} and the user, or {@code operator:} and the name
 * @param label of the key, where it has one; null: none, or not recorded yet
 * @param what the operation, as the OpenAPI file names it
 * @param object what was asked for, if it has an id that names nobody: a message's; null: none
 * @param subject keyed hash of the address or contact that was asked for, in hexadecimal; null: no single one
 * @param from where the call came from
 * @param times how often, within a moment
 */
public record Access(
        String id, Instant at, String account, String who, String label, String what, String object, String subject, String from, int times) {}
