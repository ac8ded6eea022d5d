package io.vestnik.file;

/**
 * What became of a row.
 *
 * @param key null: none, or none that can be one
 * @param messageId null: there is an error
 */
record RowResult(long number, String key, String messageId, String error) {}
