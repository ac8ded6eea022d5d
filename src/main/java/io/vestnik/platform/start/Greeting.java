package io.vestnik.platform.start;

import io.vestnik.account.Accounts;
import io.vestnik.settings.PublicUrl;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.settings.VestnikSettings.ChannelSettings;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The last lines of the start: where the hub is, what it does not do for real, and how to see it work. */
@Component
class Greeting {

    private static final Logger LOG = LoggerFactory.getLogger("io.vestnik");
    private static final List<String> CHANNELS = List.of(
            "sms", "email", "telegram", "whatsapp", "viber", "vk", "ok", "max", "push", "voice", "flashcall", "chat");

    private final VestnikSettings settings;
    private final PublicUrl url;
    private final Accounts accounts;

    Greeting(VestnikSettings settings, PublicUrl url, Accounts accounts) {
        this.settings = settings;
        this.accounts = accounts;
        this.url = url;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Order(Ordered.LOWEST_PRECEDENCE)
    void greet() {
        PlainSecrets.in(settings.accounts(), settings.operators())
                .forEach(key -> LOG.warn("{} is in plain text; a hash keeps it from readers of the file", key));
        if (accounts.all().isEmpty()) {
            LOG.warn("There is no account, so nobody can send: a door's address is not loopback, where the sandbox's demo keys open nothing;"
                    + " set vestnik.accounts, or vestnik.operators to make accounts by REST");
        }
        lines().forEach(LOG::info);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("REST   " + url.base() + "/api/v1 (described at /api/v1/openapi.yaml)");
        lines.add("SOAP   " + url.base() + "/soap/v1?wsdl");
        lines.add("Health " + url.base() + "/actuator/health/readiness");
        List<String> sandboxed = CHANNELS.stream().filter(this::isSandboxed).toList();
        if (!sandboxed.isEmpty()) {
            lines.add("Sandbox, nothing is sent for real: " + String.join(", ", sandboxed));
        }
        if (accounts.sandboxed()) {
            lines.add("Try it: curl -sS -X POST http://127.0.0.1:" + url.port() + "/api/v1/messages"
                    + " -H 'Authorization: Bearer demo-key' -H 'Content-Type: application/json'"
                    + " -d '{\"to\":{\"phone\":\"+79161234567\"},\"text\":\"Hello from Vestnik\"}'");
        }
        return lines;
    }

    private boolean isSandboxed(String channel) {
        ChannelSettings channelSettings = settings.channels().get(channel);
        return channelSettings == null || channelSettings.providers().isEmpty();
    }
}
