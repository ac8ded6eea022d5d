/**
 * The SOAP door: {@code wsdl/vestnik-v1.wsdl}, {@code routes/ingress/soap.camel.yaml}. CXF reads envelopes and writes them; this
 * package checks credentials, size and form, and hands on the JSON shape that REST has.
 */
package io.vestnik.ingress.soap;
