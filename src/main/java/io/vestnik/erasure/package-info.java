/**
 * A person is erased: first nothing more leaves, then its data goes from every table, and an act with keyed hashes and counts stays.
 * What each column holds and what becomes of it: {@code src/docs/privacy.md}.
 */
package io.vestnik.erasure;
