/** How often a recipient may be written to: limits of the account, the recipient's own, and what was counted. */
package io.vestnik.cap;
