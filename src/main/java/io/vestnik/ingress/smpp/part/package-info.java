/**
 * Long messages that come in parts: each part is safe and answered by itself, and together they are one message. Which messages an id
 * that a client was given stands for.
 */
package io.vestnik.ingress.smpp.part;
