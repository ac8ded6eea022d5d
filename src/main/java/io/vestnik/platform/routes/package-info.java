/** Brings the route files into Camel. */
package io.vestnik.platform.routes;
