package io.vestnik.channel.http;

import java.time.Duration;

/**
 * What a provider answered to a request.
 *
 * @param kind {@code taken}; {@code moved}; {@code unknown}; {@code blocked}; {@code closed}; else a {@link
 *     io.vestnik.channel.FailureKind} as routes write it
 * @param value of {@code taken} the provider's id, of {@code moved} the new address; null: none
 * @param code for the timeline; null: {@code taken}
 * @param retryAfter null: not asked for
 */
record Answer(String kind, String value, String code, Duration retryAfter) {

    private static final int LONGEST_CODE = 80;

    static Answer taken(String id) {
        return new Answer("taken", id, null, null);
    }

    static Answer failed(String kind, String code, Duration retryAfter) {
        return new Answer(kind, null, shortened(code), retryAfter);
    }

    static Answer failed(String kind, String code) {
        return failed(kind, code, null);
    }

    private static String shortened(String code) {
        String plain = code.replaceAll("\\p{Cntrl}+", " ").strip();
        return plain.length() <= LONGEST_CODE ? plain : plain.substring(0, LONGEST_CODE);
    }
}
