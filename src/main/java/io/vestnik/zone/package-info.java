/** On which clock a recipient lives, and what says so: the contact, its region, its number, or the account's policy. */
package io.vestnik.zone;
