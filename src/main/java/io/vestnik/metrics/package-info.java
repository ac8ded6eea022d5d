/**
 * What is counted and timed on the way of a message: one class an area, told plain facts by those who know them. Static, as
 * loggers are: whoever counts needs nothing handed in, and without a registry it costs nothing. Counted after the commit that
 * made it true. What can be read at any time (depths, ages, windows) is read by {@code watch} instead.
 */
package io.vestnik.metrics;
