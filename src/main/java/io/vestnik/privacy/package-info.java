/** What keeps personal data from those whom it does not concern: the hub's own key, and what is made with it. */
package io.vestnik.privacy;
