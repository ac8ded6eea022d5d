package io.vestnik.channel.telegram;

import io.vestnik.settings.ProviderSettings;
import java.net.URI;

/**
 * Where the Bot API is, and who we are there.
 *
 * @param base without a slash at its end
 */
public record BotAddress(String base, String token) {

    /** @throws IllegalArgumentException that names the setting and the rule, never the token */
    public static BotAddress of(ProviderSettings settings) {
        URI uri = settings.uri();
        boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        boolean bare = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
        if (!http || uri.getHost() == null || !bare) {
            throw new IllegalArgumentException("uri: must be https://host, as in https://api.telegram.org");
        }
        if (settings.token() == null) {
            throw new IllegalArgumentException("token: is missing");
        }
        if (!settings.token().matches("[0-9]{1,18}:[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("token: must be digits, a colon and letters, as BotFather gave it");
        }
        return new BotAddress(uri.toString().replaceFirst("/+$", ""), settings.token());
    }

    /** The bot's own number, which is no secret. */
    long id() {
        return Long.parseLong(token.substring(0, token.indexOf(':')));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return base + " bot " + id();
    }
}
