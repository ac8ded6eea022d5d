package io.vestnik.settings;

import io.vestnik.account.Account;
import io.vestnik.message.MessageClass;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator is told of without asking.
 *
 * @param url where alerts are posted; null: they are in the log alone
 * @param secret signs them: {@code whsec_} and the Base64 of 24 to 64 bytes; needed with a URL
 * @param maxAge how long what could go may wait before it is an alert, and health says DOWN
 */
public record AlertSettings(URI url, String secret, @DefaultValue MaxAge maxAge) {

    public AlertSettings {
        Account.Callback webhook = new Account.Callback(url, secret);
        require(
                url == null || webhook.isWeb() && url.getRawUserInfo() == null,
                "url: must be an http or https URL without user and password");
        require(url == null || secret != null && webhook.hasSigningKey(), "secret: " + Account.Callback.SECRET_RULE);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** Without the secret, and without the URL, which may hold one. */
    @Override
    public String toString() {
        return "AlertSettings[" + (url == null ? "log" : "webhook") + "]";
    }

    /** By class, and of status callbacks. */
    public record MaxAge(
            @DefaultValue("10s") Duration authorization,
            @DefaultValue("1m") Duration transactional,
            @DefaultValue("10m") Duration service,
            @DefaultValue("1h") Duration marketing,
            @DefaultValue("10m") Duration callbacks) {

        public MaxAge {
            require(
                    Stream.of(authorization, transactional, service, marketing, callbacks)
                            .allMatch(age -> age.toMillis() > 0),
                    "each must be over 0");
        }

        public Duration of(MessageClass messageClass) {
            return switch (messageClass) {
                case AUTHORIZATION -> authorization;
                case TRANSACTIONAL -> transactional;
                case SERVICE -> service;
                case MARKETING -> marketing;
            };
        }
    }
}
