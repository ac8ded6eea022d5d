/** The people of an account: their addresses, clocks and wishes. One person is one contact, whatever it is written to on. */
package io.vestnik.contact;
