package io.vestnik.ingress.rest;

import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.stereotype.Component;

/** What opens the paths of routes: in place of Camel's, which has each call run in a pool of threads. */
@Component(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME)
final class PathEngine implements PlatformHttpEngine {

    private final ServerProperties server;

    PathEngine(ServerProperties server) {
        this.server = server;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new PathConsumer(endpoint, processor);
    }

    @Override
    public int getServerPort() {
        return server.getPort() == null ? 8080 : server.getPort();
    }
}
