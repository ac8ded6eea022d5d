/** What is known of the routes that run: for those who ask, not for those who load. */
package io.vestnik.route;
