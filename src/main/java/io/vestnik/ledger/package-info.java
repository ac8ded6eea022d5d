/**
 * The truth of messages and deliveries: the state machine ({@code Message} and its parts, pure) and their rows. Whoever
 * changes a state brings a fact to {@code Ledger}, which holds the message's lock meanwhile; beside it only the claim
 * ({@code egress}) and the leases ({@code clock}, {@code node}) write these rows.
 */
package io.vestnik.ledger;
