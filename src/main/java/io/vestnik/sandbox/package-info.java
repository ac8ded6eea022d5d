/**
 * The built-in carrier that serves every channel without a provider. To the rest of the hub it is a provider like any
 * other.
 */
package io.vestnik.sandbox;
