/**
 * Looks, every few seconds, at what waits and what stands still: for the gauges, for health, and for alerts on age. Nobody who
 * asks for metrics or health makes it ask the database.
 */
package io.vestnik.watch;
