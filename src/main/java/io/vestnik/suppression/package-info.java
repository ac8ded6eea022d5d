/** Addresses that are dead, on a channel or on all: nothing is sent to them, the cascade goes on. Known by a keyed hash alone. */
package io.vestnik.suppression;
