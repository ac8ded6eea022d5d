package io.vestnik.channel.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.vestnik.channel.Providers;
import io.vestnik.channel.SessionNews;
import io.vestnik.channel.Submission;
import io.vestnik.settings.ProviderSettings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What routes ask on the way of a message to a described provider. */
@Component("httpCalls")
public class HttpCalls {

    private final Providers providers;
    private final HttpApis apis;

    HttpCalls(Providers providers, HttpApis apis) {
        this.providers = providers;
        this.apis = apis;
    }

    /** Whether they go to a provider that names a description; all are of one. */
    public boolean speaks(List<Submission> submissions) {
        return !submissions.isEmpty() && providers.settings(submissions.get(0)).api() != null;
    }

    /** Whether its description asks what is kept of the chat. */
    public boolean asksSession(Submission submission) {
        return apis.of(providers.settings(submission), submission.channel()).map(HttpApi::asksSession).orElse(false);
    }

    /** @param session what is kept of the chat, JSON; null: nothing */
    public HttpCall begin(Submission submission, String session) throws JsonProcessingException {
        ProviderSettings settings = providers.settings(submission);
        JsonNode kept = session == null ? NullNode.getInstance() : Body.JSON.readTree(session);
        return new HttpCall(apis.of(settings, submission.channel()).orElse(null), submission, settings, kept);
    }

    /** @param body null: none */
    public void hear(HttpCall call, int status, Map<String, Object> headers, byte[] body) {
        Map<String, String> told = new HashMap<>();
        headers.forEach((name, value) -> {
            if (!name.startsWith("Camel")) {
                Object one = value instanceof List<?> several && !several.isEmpty() ? several.get(0) : value;
                told.put(name.toLowerCase(Locale.ROOT), String.valueOf(one));
            }
        });
        call.hear(status, told, body);
    }

    /** What a refusal says of the chat, for those who keep chats. */
    public List<SessionNews> news(Submission submission, String outcome) {
        return List.of(new SessionNews(
                submission.channel(), submission.provider(), submission.address(), outcome, null, Instant.now()));
    }
}
