package io.vestnik.file;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One row as its file has it.
 *
 * @param number as the file counts, from 1
 * @param message as REST has it; null: there is an error
 * @param key makes it idempotent; null: none
 * @param error why it is no row; null: it is one
 * @param size about how many characters it has
 */
record SourceRow(long number, JsonNode message, String key, String error, int size) {

    static SourceRow wrong(long number, String error) {
        return new SourceRow(number, null, null, error, error.length());
    }
}
