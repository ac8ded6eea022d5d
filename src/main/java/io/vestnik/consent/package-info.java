/**
 * What people allowed and forbade: an append-only ledger. What follows for a message is decided in the gate's route and,
 * for the last time, in the claim.
 */
package io.vestnik.consent;
