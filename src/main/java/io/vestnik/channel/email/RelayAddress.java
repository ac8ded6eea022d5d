package io.vestnik.channel.email;

import io.vestnik.address.Mailbox;
import io.vestnik.settings.ProviderSettings;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a relay is, who we are there, and as whom we write: {@code smtp://user:password@host:port}, {@code smtps} for TLS from
 * the first byte.
 *
 * @param user null: no login
 * @param from in normal form
 */
public record RelayAddress(String host, int port, Tls tls, String user, String password, String from) {

    enum Tls {
        /** From the first byte: {@code smtps}. */
        FIRST,
        /** STARTTLS, or not at all. */
        REQUIRED,
        /** STARTTLS where it is offered; with a certificate that is right. */
        OPPORTUNISTIC,
        NONE
    }

    private static final int SUBMISSION = 587;
    private static final int SUBMISSION_TLS = 465;

    /** @throws IllegalArgumentException that names the setting and the rule, never the secret */
    public static RelayAddress of(ProviderSettings settings) {
        URI uri = settings.uri();
        boolean smtps = "smtps".equals(uri.getScheme());
        boolean bare = uri.getRawQuery() == null && (uri.getRawPath() == null || uri.getRawPath().matches("/?"));
        if (!smtps && !"smtp".equals(uri.getScheme()) || uri.getHost() == null || !bare) {
            throw new IllegalArgumentException("uri: must be smtp://user:password@host:port or smtps://…");
        }
        if (smtps && settings.tls() != null) {
            throw new IllegalArgumentException("tls: is for smtp:// only, smtps:// always is");
        }
        String user = uri.getRawUserInfo();
        if (user != null && user.indexOf(':') < 1) {
            throw new IllegalArgumentException("uri: has a user without a password, or no user");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : smtps ? SUBMISSION_TLS : SUBMISSION;
        return new RelayAddress(
                uri.getHost(),
                port,
                smtps ? Tls.FIRST : tls(settings.tls(), uri.getHost()),
                user == null ? null : decoded(user.substring(0, user.indexOf(':'))),
                user == null ? null : decoded(user.substring(user.indexOf(':') + 1)),
                from(settings.from()));
    }

    private static Tls tls(String policy, String host) {
        if (policy == null) {
            return host.matches("localhost|127(\\.\\d+){3}|\\[::1]") ? Tls.OPPORTUNISTIC : Tls.REQUIRED;
        }
        return switch (policy) {
            case "required" -> Tls.REQUIRED;
            case "opportunistic" -> Tls.OPPORTUNISTIC;
            default -> Tls.NONE;
        };
    }

    private static String from(String written) {
        if (written == null) {
            throw new IllegalArgumentException("from: is missing");
        }
        return Mailbox.normal(written).orElseThrow(() -> new IllegalArgumentException("from: is not an e-mail address"));
    }

    private static String decoded(String part) {
        // in a URI's user part a plus is a plus
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
