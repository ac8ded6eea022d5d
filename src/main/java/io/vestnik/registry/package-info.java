/**
 * Accounts, operators and credentials that are kept by REST. Each change is one transaction with its audit row; afterwards this
 * node's view ({@code account.Accounts}, {@code operator.Operators}) is replaced, and within seconds every other node's.
 */
package io.vestnik.registry;
