/**
 * The truth of messages and deliveries: the state machine ({@code Message}, pure) and the only code that writes their
 * rows. Whoever changes a state brings a fact to {@code Ledger}, which holds the message's lock meanwhile.
 */
package io.vestnik.ledger;
