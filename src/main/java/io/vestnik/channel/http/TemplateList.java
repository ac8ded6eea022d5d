package io.vestnik.channel.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.channel.TemplateNews;
import io.vestnik.settings.ProviderSettings;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** The templates that are registered for one provider, asked for page by page. */
public final class TemplateList {

    /** A platform that never comes to an end is left. */
    private static final int MOST_PAGES = 100;

    private final TemplatesSpec spec;
    private final ProviderSettings settings;
    private final Instant since;
    private final List<TemplateNews> told = new ArrayList<>();
    private int pages;
    private WireRequest request;
    private String failure;

    TemplateList(TemplatesSpec spec, ProviderSettings settings, Instant since) {
        this.spec = spec;
        this.settings = settings;
        this.since = since;
        this.request = request(null);
    }

    /** There is a page to ask for. */
    public boolean isOpen() {
        return request != null;
    }

    public WireRequest getRequest() {
        return request;
    }

    /** All pages were read. */
    public boolean isWhole() {
        return request == null && failure == null;
    }

    /** Why not; null: they were, or are not yet. */
    public String getFailure() {
        return failure;
    }

    public String getProvider() {
        return settings.name();
    }

    /** When it was begun: what was told later is newer. */
    public Instant getSince() {
        return since;
    }

    public List<TemplateNews> getTold() {
        return told;
    }

    /** @param body null: none */
    void hear(int status, byte[] body) {
        request = null;
        if (status != 200) {
            failure = "HTTP " + status;
            return;
        }
        JsonNode answer = Body.read(body, null);
        try {
            for (JsonNode template : spec.list().all(answer, Map.of())) {
                told.add(Told.news(settings.name(), template));
            }
            JsonNode next = spec.next() == null ? null : spec.next().first(answer, Map.of());
            pages++;
            if (next != null && next.isValueNode() && !next.isNull() && pages < MOST_PAGES) {
                request = request(next.asText());
            }
        } catch (JsonQueryException | RuntimeException e) { // its message may quote the answer
            failure = "an answer that its description does not read";
        }
    }

    private WireRequest request(String mark) {
        UnaryOperator<String> names = name -> MessageView.setting(settings, name);
        String url = spec.url().fillUrl(names);
        if (mark != null) {
            url += (url.contains("?") ? "&" : "?") + spec.page() + "=" + Template.encode(mark);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        spec.headers().forEach((name, value) -> headers.put(name, value.fill(names)));
        return new WireRequest(settings.name(), "GET", URI.create(url), headers, null, null, settings.timeout());
    }
}
