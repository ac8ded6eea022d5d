/**
 * The REST door: {@code openapi/vestnik-v1.yaml}, {@code routes/ingress/rest.camel.yaml}. Knows HTTP and the contract;
 * what it lets in goes to {@code accept} like everybody else's. Under {@code /hooks} it stands before the paths that an
 * integrator's routes open.
 */
package io.vestnik.ingress.rest;
