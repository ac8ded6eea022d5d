package io.vestnik.ingress.rest;

import org.apache.camel.support.RoutePolicySupport;
import org.springframework.stereotype.Component;

/**
 * Marks a route with an HTTP path that authenticates its callers itself: {@code routePolicy: ownAuthentication}. A policy, since
 * a misspelt one is refused with its file, and YAML has no properties of routes.
 */
@Component("ownAuthentication")
public class OwnAuthentication extends RoutePolicySupport {}
