package io.vestnik.channel.http;

import io.vestnik.channel.Submission;
import io.vestnik.channel.Traits;
import io.vestnik.settings.ProviderSettings;
import java.util.List;

/**
 * The description of a provider's HTTP API, {@code routes/egress/NAME.http.yaml}, read and found right: src/docs/channels/http.md.
 *
 * @param channel that it makes; null: it is for providers of other channels
 * @param traits of that channel; their {@code tellsDelivery} is true of others, too
 * @param text the longest that it takes, in characters; null: any
 * @param split longer ones are cut
 * @param needs what a provider's settings must have beside their uri
 * @param start the deep link by which a person begins a chat; null: there is none
 * @param open makes a chat before the first message; empty: there is nothing to make
 * @param webhook null: it has none
 * @param templates null: none can be registered with it, or it can't be asked for them
 */
public record HttpApi(
        String name,
        String description,
        String channel,
        Traits traits,
        Integer text,
        boolean split,
        List<String> needs,
        Template start,
        List<RequestSpec> requests,
        List<Opening.Step> open,
        AnswerSpec answer,
        WebhookSpec webhook,
        TemplatesSpec templates) {

    /**
     * @param name of its file, without {@code .http.yaml}
     * @throws DescriptionFaults with all that is wrong
     */
    public static HttpApi read(String name, byte[] yaml) throws DescriptionFaults {
        return new DescriptionReader(name).read(yaml);
    }

    /** What it needs and these settings have not: names, in their order. */
    public List<String> missing(ProviderSettings settings) {
        return needs.stream()
                .filter(need -> {
                    String set = MessageView.setting(settings, need);
                    return set == null || set.isBlank(); // an empty variable of the environment
                })
                .toList();
    }

    /** Its requests ask what is kept of the chat. */
    boolean asksSession() {
        return !open.isEmpty() || requests.stream().anyMatch(request -> request.mentions("session"));
    }

    /** What goes out, one a request; empty: it is too long. */
    List<String> parts(Submission submission) {
        String whole = submission.text() == null ? "" : submission.text();
        if (submission.template() != null || text == null || whole.length() <= text) {
            return List.of(whole);
        }
        return split ? TextParts.of(whole, text) : List.of();
    }
}
