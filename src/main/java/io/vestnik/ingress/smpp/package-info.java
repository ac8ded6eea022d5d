/**
 * The SMPP server (SMPP v3.4) and its Camel component {@code smpp-server}: sessions, PDUs, and what each command is to the hub.
 */
package io.vestnik.ingress.smpp;
