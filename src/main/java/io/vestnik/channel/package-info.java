/**
 * The contract between the hub and those who speak to providers: a {@code Submission} goes out, exactly one {@code
 * Outcome} comes back, receipts follow. Windows, rates and circuits are kept here; wire protocols are not.
 */
package io.vestnik.channel;
