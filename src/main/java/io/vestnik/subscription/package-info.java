/** Links by which people say what they want to be sent: who holds one speaks for its recipient. */
package io.vestnik.subscription;
