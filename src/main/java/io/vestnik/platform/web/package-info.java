/** The HTTP server's place. */
package io.vestnik.platform.web;
