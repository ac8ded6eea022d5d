package io.vestnik.channel.email;

import io.vestnik.settings.VestnikSettings;
import io.vestnik.settings.VestnikSettings.ChannelSettings;
import jakarta.mail.PasswordAuthentication;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.mail.MailAuthenticator;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.stereotype.Component;

/**
 * Where replies to our mails are fetched: {@code imaps://user:password@host/FOLDER}, {@code imap} without TLS. Its route reads the place
 * from the properties {@code mailbox.*}; user and password are asked for here, so that no endpoint has them.
 */
@Component("replyMailbox")
public class ReplyMailbox extends MailAuthenticator {

    private static final String RULE = "vestnik.channels.email.replies: must be imaps://user:password@host/FOLDER or imap://…";
    private static final String DEFAULT_FOLDER = "INBOX";

    private static final PasswordAuthentication NOBODY = new PasswordAuthentication("", "");

    private final PasswordAuthentication login;

    ReplyMailbox(VestnikSettings settings, ConfigurableEnvironment environment) {
        URI uri = settings.channels().getOrDefault("email", new ChannelSettings(List.of(), null)).replies();
        Map<String, Object> place = new HashMap<>();
        if (uri == null) {
            login = NOBODY;
        } else {
            login = login(uri);
            String folder = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
            place.put("mailbox.open", "true");
            place.put("mailbox.scheme", uri.getScheme());
            place.put("mailbox.place", uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
            place.put("mailbox.folder", folder.isEmpty() ? DEFAULT_FOLDER : folder);
        }
        environment.getPropertySources().addLast(new MapPropertySource("mailbox", place));
    }

    private static PasswordAuthentication login(URI uri) {
        String user = uri.getRawUserInfo();
        boolean imap = "imaps".equals(uri.getScheme()) || "imap".equals(uri.getScheme());
        if (!imap || uri.getHost() == null || user == null || user.indexOf(':') < 1 || uri.getRawQuery() != null) {
            throw new IllegalArgumentException(RULE);
        }
        int colon = user.indexOf(':');
        return new PasswordAuthentication(decoded(user.substring(0, colon)), decoded(user.substring(colon + 1)));
    }

    private static String decoded(String part) {
        // in a URI's user part a plus is a plus
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public PasswordAuthentication getPasswordAuthentication() {
        return login == null ? NOBODY : login; // of a rehearsal, which asks while its route is made
    }
}
