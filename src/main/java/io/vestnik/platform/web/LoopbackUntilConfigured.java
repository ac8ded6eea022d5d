package io.vestnik.platform.web;

import io.vestnik.settings.VestnikSettings;
import java.net.InetAddress;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.server.ConfigurableServletWebServerFactory;
import org.springframework.stereotype.Component;

/** The demo account's key is known to all: with it the hub listens to this machine alone, unless told where to listen. */
@Component
class LoopbackUntilConfigured implements WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> {

    private final VestnikSettings settings;
    private final ServerProperties server;

    LoopbackUntilConfigured(VestnikSettings settings, ServerProperties server) {
        this.settings = settings;
        this.server = server;
    }

    @Override
    public void customize(ConfigurableServletWebServerFactory factory) {
        if (server.getAddress() == null && settings.accounts().isEmpty()) {
            factory.setAddress(InetAddress.getLoopbackAddress());
        }
    }
}
