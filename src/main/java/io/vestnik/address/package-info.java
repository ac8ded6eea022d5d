/**
 * Addresses in their normal form: what is stored, compared and looked up. Phones are E.164, mailboxes have their domain
 * in lower case.
 */
package io.vestnik.address;
