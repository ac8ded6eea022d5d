/**
 * Everything that waits is a row with a due time; this room finds those whose time has come. Driven by {@code
 * routes/core/clock.camel.yaml}, by any number of nodes at once.
 */
package io.vestnik.clock;
