/**
 * The words of the trade, as records. Depends on the JDK alone (and on the names Jackson gives them); everybody may
 * depend on it.
 */
package io.vestnik.message;
