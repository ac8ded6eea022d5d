package io.vestnik.session;

import io.vestnik.account.Account;
import io.vestnik.channel.Providers;
import io.vestnik.channel.http.HttpApis;
import io.vestnik.contact.Contact;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Links by which a contact begins a chat with a bot of ours. */
@Component
public class DeepLinks {

    public record Link(String url, Instant expiresAt) {}

    private final StartLinks links;
    private final Providers providers;
    private final HttpApis apis;
    private final ForbiddenChannels forbidden;

    DeepLinks(StartLinks links, Providers providers, HttpApis apis, ForbiddenChannels forbidden) {
        this.links = links;
        this.providers = providers;
        this.apis = apis;
        this.forbidden = forbidden;
    }

    /**
     * To the first provider of the channel that has such links.
     *
     * @param fault told why there is none
     * @return null: there is none
     */
    public Link make(Account account, Contact contact, String channel, Consumer<String> fault) {
        if (forbidden.test(account, channel)) {
            fault.accept("is a channel that the account may not use");
            return null;
        }
        if (providers.sandboxed(channel)) {
            fault.accept("is not a channel with a provider: links lead to a bot of yours");
            return null;
        }
        if (url(channel, "x") == null) {
            fault.accept("is not a channel with deep links, or its provider lacks the settings that they are made of");
            return null;
        }
        StartLinks.Made made = links.make(contact.account(), contact.id(), channel);
        return new Link(url(channel, made.token()), made.expiresAt());
    }

    /** Null: no provider has such links. */
    private String url(String channel, String token) {
        return providers.of(channel).stream()
                .map(provider -> apis.startLink(provider.settings(), channel, token).orElse(null))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
