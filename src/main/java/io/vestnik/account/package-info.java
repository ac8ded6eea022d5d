/** Who may send, and what opens the doors for them. Secrets are compared here and nowhere else. */
package io.vestnik.account;
