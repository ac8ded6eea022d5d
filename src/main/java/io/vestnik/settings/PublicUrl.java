package io.vestnik.settings;

import java.net.URI;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What links, the WSDL and webhooks are told to the world: as set, with the real port where any free one was asked for. */
@Component
public class PublicUrl {

    private final URI configured;
    private volatile int port;

    PublicUrl(VestnikSettings settings) {
        this.configured = settings.publicUrl();
    }

    @EventListener
    void listening(WebServerInitializedEvent event) {
        if (event.getApplicationContext().getServerNamespace() == null) { // null: the hub's own, not a management server
            port = event.getWebServer().getPort();
        }
    }

    /** Without a slash at its end; complete once the HTTP server listens. */
    public String base() {
        String url = configured.toString();
        String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        return configured.getPort() == 0 ? base.replaceFirst(":0(?=/|$)", ":" + port) : base;
    }

    /** The HTTP server's own port; 0 before it listens. */
    public int port() {
        return port;
    }
}
