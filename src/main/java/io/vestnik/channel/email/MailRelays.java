package io.vestnik.channel.email;

import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.settings.VestnikSettings.ChannelSettings;
import jakarta.annotation.PreDestroy;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.springframework.stereotype.Component;

/**
 * What Camel's {@code smtp:} sends with: every relay of the settings, with connections that are used again. Camel's own opens
 * one a mail, and would have the password in its endpoint.
 */
@Component("mailRelays")
public class MailRelays extends DefaultJavaMailSender {

    private final Map<String, Relay> relays = new ConcurrentHashMap<>();
    private final List<ProviderSettings> providers;

    MailRelays(VestnikSettings settings) {
        this.providers = settings.channels().getOrDefault("email", new ChannelSettings(List.of(), null)).providers();
    }

    /** @throws MailFailure whatever went wrong */
    @Override
    public void send(MimeMessage message) throws MessagingException {
        Mail mail = (Mail) message;
        relays.computeIfAbsent(mail.relay(), this::relay).send(mail);
    }

    private Relay relay(String name) {
        return new Relay(providers.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow());
    }

    /** Connections that no mail has used for a while are ended politely. */
    public void closeIdle() {
        relays.values().forEach(Relay::closeIdle);
    }

    @PreDestroy
    void close() {
        relays.values().forEach(Relay::closeAll);
    }
}
