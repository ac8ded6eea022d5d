/**
 * What SMPP clients (ESMEs, SMPP v3.4 §1.4) are owed: receipts and replies, each a row until the client has acknowledged it, whichever
 * node it is bound to. The wire is {@code ingress.smpp}'s.
 */
package io.vestnik.esme;
