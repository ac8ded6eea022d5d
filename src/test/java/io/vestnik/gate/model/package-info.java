/**
 * The gate's rules a second time, written apart from them and in another way: nothing is computed that can be looked through. People live
 * a year of random messages, and each decision is made twice.
 */
package io.vestnik.gate.model;
