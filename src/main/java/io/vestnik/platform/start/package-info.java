/** What the hub says when it is up, and whether it is. */
package io.vestnik.platform.start;
