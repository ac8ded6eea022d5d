/**
 * Tells clients' webhooks what became of their messages: signed (Standard Webhooks 1.0), retried for a day, and never stalled
 * by one another. A callback is a row; its {@code due} and {@code node} say whose it is:
 *
 * <ul>
 *   <li>{@code node} null: it waits for the clock until {@code due}.
 *   <li>{@code node} set, {@code due} up to {@link io.vestnik.queue.Lease#DURATION} away: its id is in the queue.
 *   <li>{@code node} set, {@code due} up to a minute away: that node is sending it.
 * </ul>
 *
 * A lease that runs out gives the row to the clock, whatever became of the node or the queue.
 */
package io.vestnik.callback;
