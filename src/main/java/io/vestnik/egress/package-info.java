/**
 * The claim, {@code queued} to {@code sending}: the point of no return. Whatever stops a message must be known to its
 * one statement.
 */
package io.vestnik.egress;
