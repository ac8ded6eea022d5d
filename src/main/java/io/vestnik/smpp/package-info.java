/**
 * An asynchronous SMPP 3.4 client on Netty (ADR 0003), and its Camel component {@code smpp-client}. Knows the wire; what
 * an answer means for a message is said in {@code channel.sms} and {@code ledger}.
 */
package io.vestnik.smpp;
