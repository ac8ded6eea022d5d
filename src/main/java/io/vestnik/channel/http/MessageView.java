package io.vestnik.channel.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.channel.Submission;
import io.vestnik.message.Button;
import io.vestnik.message.Media;
import io.vestnik.settings.ProviderSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;

/** One message as a description sees it: the object that jq reads, and the names of its templates. */
final class MessageView {

    private final Submission submission;
    private final ProviderSettings settings;
    private JsonNode session;
    private final ObjectNode provider;

    /** @param session what is kept of the chat; JSON's null: nothing */
    MessageView(Submission submission, ProviderSettings settings, JsonNode session) {
        this.submission = submission;
        this.settings = settings;
        this.session = session;
        this.provider = provider(settings);
    }

    /** A provider's settings, secrets and all. */
    static ObjectNode provider(ProviderSettings settings) {
        ObjectNode provider = JsonNodeFactory.instance.objectNode();
        provider.put("name", settings.name());
        provider.put("uri", uri(settings));
        provider.put("token", settings.token());
        provider.put("from", settings.from());
        settings.options().forEach(provider.putObject("options")::put);
        return provider;
    }

    /** A setting by its name in templates; null: it has none. */
    static String setting(ProviderSettings settings, String name) {
        return switch (name) {
            case "uri" -> uri(settings);
            case "token" -> settings.token();
            case "from" -> settings.from();
            case "name" -> settings.name();
            default -> settings.options().get(name);
        };
    }

    private static String uri(ProviderSettings settings) {
        String uri = settings.uri().toString();
        return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }

    /** @param part from 1 */
    ObjectNode part(String text, int part, int parts, String address) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.put("id", submission.deliveryId());
        view.put("number", number(submission.deliveryId(), part));
        view.put("message", submission.messageId());
        view.put("account", submission.account());
        view.put("class", submission.messageClass().toString());
        view.put("channel", submission.channel());
        String sender = submission.sender();
        view.put("sender", sender == null ? null : settings.senders().getOrDefault(sender, sender));
        view.put("to", address);
        view.put("digits", address.matches("\\+[0-9]+") ? address.substring(1) : null);
        view.put("text", text);
        view.put("part", part);
        view.put("parts", parts);
        ArrayNode media = view.putArray("media");
        if (part == 1) {
            submission.content().media().forEach(one -> add(media, one));
        }
        ArrayNode buttons = view.putArray("buttons");
        if (part == parts) {
            submission.content().buttons().forEach(one -> add(buttons, one));
        }
        view.set("template", submission.template() == null ? null : Body.JSON.valueToTree(submission.template()));
        view.put("seconds", Math.max(1, Duration.between(Instant.now(), submission.validUntil()).toSeconds()));
        view.put("timestamp", Instant.now().getEpochSecond());
        view.set("session", session);
        view.set("provider", provider);
        return view;
    }

    /** What is kept of the chat from now on. */
    void session(JsonNode kept) {
        session = kept;
    }

    /** What templates are filled with: the provider's settings first, then the message. */
    UnaryOperator<String> names(ObjectNode view) {
        return name -> {
            String setting = setting(settings, name);
            JsonNode field = setting == null ? view.at("/" + name.replace('.', '/')) : null;
            return setting != null ? setting : field == null || !field.isValueNode() || field.isNull() ? null : field.asText();
        };
    }

    /** Each part has its own, or the platform would take the second for a repeat of the first. */
    private static int number(String deliveryId, int part) {
        CRC32 sum = new CRC32();
        sum.update((deliveryId + (part > 1 ? "/" + part : "")).getBytes(StandardCharsets.UTF_8));
        return (int) (sum.getValue() & Integer.MAX_VALUE);
    }

    private static void add(ArrayNode all, Media media) {
        ObjectNode one = all.addObject();
        one.put("type", media.type());
        one.put("url", media.url());
        one.put("name", media.name() != null ? media.name() : media.url().replaceAll("[?#].*", "").replaceAll(".*/", ""));
    }

    private static void add(ArrayNode all, Button button) {
        ObjectNode one = all.addObject();
        one.put("text", button.text());
        if (button.url() != null) {
            one.put("url", button.url());
        } else {
            one.put("reply", button.reply());
        }
    }
}
