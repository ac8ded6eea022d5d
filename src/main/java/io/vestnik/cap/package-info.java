/**
 * How often a recipient may be written to: limits of the account, the recipient's own, and what was counted. Only what a limit may hold
 * is counted, when it is first claimed: a limit counts from when it is set.
 */
package io.vestnik.cap;
