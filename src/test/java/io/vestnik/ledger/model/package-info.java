/**
 * The cascade a second time, written apart from the hub's, from what the documentation says (src/docs/channels/cascade.md): not as a
 * machine that is told one fact after the other, but as the course that each step takes, of which follows when a message ends. Random
 * messages live on a clock of their own, and both say what became of them.
 */
package io.vestnik.ledger.model;
