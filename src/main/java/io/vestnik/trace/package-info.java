/** The thread through all that is said of one message: W3C Trace Context, and the log of its events. */
package io.vestnik.trace;
