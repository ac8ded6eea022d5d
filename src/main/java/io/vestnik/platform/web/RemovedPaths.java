package io.vestnik.platform.web;

import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.HttpEndpointModel;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpListener;
import org.apache.camel.component.platform.http.springboot.CamelRequestHandlerMapping;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The path of a route that is gone is not found. Camel leaves it mapped to a consumer that has stopped, which answers 500. */
@Component
class RemovedPaths implements PlatformHttpListener {

    private final CamelContext camel;
    private final CamelRequestHandlerMapping paths;

    RemovedPaths(CamelContext camel, CamelRequestHandlerMapping paths) {
        this.camel = camel;
        this.paths = paths;
    }

    @EventListener(ApplicationReadyEvent.class)
    void listen() {
        camel.getComponent("platform-http", PlatformHttpComponent.class).addPlatformHttpListener(this);
    }

    @Override
    public void registerHttpEndpoint(HttpEndpointModel model) {
        // Camel maps it
    }

    @Override
    public void unregisterHttpEndpoint(HttpEndpointModel model) {
        paths.getHandlerMethods().forEach((path, method) -> {
            if (method.getBean() == model.getConsumer()) {
                paths.unregisterMapping(path);
            }
        });
    }
}
