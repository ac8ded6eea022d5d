/**
 * Makes a message safe: reads the one JSON form that all doors hand over, finds all that is wrong with it, and answers
 * on the commit of its row. Knows the request and the account, never the recipient's wishes: those are the gate's.
 */
package io.vestnik.accept;
