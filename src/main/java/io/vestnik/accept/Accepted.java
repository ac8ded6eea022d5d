package io.vestnik.accept;

/**
 * The answer to a message that is now safe.
 *
 * @param status {@code accepted} or {@code scheduled}
 * @param replayed the key was used before for the same message: this is the first answer again
 */
public record Accepted(String id, String status, boolean replayed) {}
