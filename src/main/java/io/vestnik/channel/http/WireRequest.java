package io.vestnik.channel.http;

import io.vestnik.settings.ProviderSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * A request as it goes to the wire, secrets and all. To Camel it is a body that says nothing of itself and goes to the provider's host:
 * {@link ProviderHttp} puts the rest in, behind all that could log it.
 */
public final class WireRequest extends ByteArrayEntity {

    private final String provider;
    private final String method;
    private final URI uri;
    private final Map<String, String> headers;
    private final boolean empty;
    private final Duration timeout;
    private final int longestAnswer;
    private Instant latest = Instant.MAX;

    /** @param body null: none */
    WireRequest(
            String provider, String method, URI uri, Map<String, String> headers, byte[] body, ContentType type, Duration timeout) {
        this(provider, method, uri, headers, body, type, timeout, 1024 * 1024);
    }

    private WireRequest(
            String provider,
            String method,
            URI uri,
            Map<String, String> headers,
            byte[] body,
            ContentType type,
            Duration timeout,
            int longestAnswer) {
        super(body == null ? new byte[0] : body, type);
        this.provider = provider;
        this.method = method;
        this.uri = uri;
        this.headers = headers;
        this.empty = body == null;
        this.timeout = timeout;
        this.longestAnswer = longestAnswer;
    }

    /**
     * One that no description has, to ask a platform for what is new.
     *
     * @param url of the provider's settings, as a description's
     * @param longestAnswer in bytes
     * @throws IllegalArgumentException when the settings lack what the URL has
     */
    public static WireRequest post(ProviderSettings settings, String url, String json, Duration timeout, int longestAnswer) {
        URI uri = URI.create(Template.parse(url).fillUrl(name -> MessageView.setting(settings, name)));
        return new WireRequest(
                settings.name(), "POST", uri, Map.of(), json.getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON, timeout,
                longestAnswer);
    }

    /** Where its host is, with the provider's name for the path: no secret. */
    public String getPlace() {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + "/" + provider;
    }

    /** Not sent from then on, however long the connecting takes. */
    WireRequest before(Instant latest) {
        this.latest = latest;
        return this;
    }

    boolean isLate(Instant now) {
        return !now.isBefore(latest);
    }

    String method() {
        return method;
    }

    /** Path and query. */
    String path() {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    Map<String, String> headers() {
        return headers;
    }

    boolean isEmpty() {
        return empty;
    }

    Duration timeout() {
        return timeout;
    }

    int longestAnswer() {
        return longestAnswer;
    }

    @Override
    public String toString() {
        return "a request to " + provider;
    }
}
