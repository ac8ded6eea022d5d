package io.vestnik.channel.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.channel.Receipt;
import io.vestnik.channel.Reply;
import io.vestnik.channel.SessionNews;
import io.vestnik.channel.TemplateNews;
import io.vestnik.message.FieldError;
import io.vestnik.message.InvalidMessage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a call of a webhook told. */
public final class Told {

    private static final int LONGEST = 255;
    private static final BigDecimal LATEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final String channel;
    private final String provider;
    private final Map<String, Receipt.State> states;
    private final Instant now;
    private final List<Receipt> receipts = new ArrayList<>();
    private final List<Reply> replies = new ArrayList<>();
    private final List<SessionNews> sessions = new ArrayList<>();
    private final List<TemplateNews> templates = new ArrayList<>();

    Told(String channel, String provider, Map<String, Receipt.State> states, Instant now) {
        this.channel = channel;
        this.provider = provider;
        this.states = states;
        this.now = now;
    }

    /** @throws InvalidMessage when it is no event */
    void add(JsonNode event) {
        if (event.path("receipt").isObject()) {
            receipt(event.get("receipt"));
        } else if (event.path("reply").isObject()) {
            reply(event.get("reply"));
        } else if (event.path("session").isObject()) {
            session(event.get("session"));
        } else if (event.path("template").isObject()) {
            template(event.get("template"));
        } else {
            throw wrong("", "is not what this webhook takes");
        }
    }

    private void receipt(JsonNode told) {
        String id = required(told, "receipt", "id");
        Receipt.State state = states.get(required(told, "receipt", "state"));
        if (state != null) {
            receipts.add(new Receipt(provider, id, state, text(told, "code"), at(told), null, null, null, text(told, "ref")));
        }
    }

    private void reply(JsonNode told) {
        String from = required(told, "reply", "from");
        String to = text(told, "to");
        String text = text(told, "text");
        String id = text(told, "id");
        boolean bot = told.path("bot").asBoolean();
        Instant at = at(told);
        replies.add(new Reply(
                channel, provider, from, to == null ? "" : to, text == null ? "" : text, at, id == null ? null : provider + ":" + id, bot));
        if (!bot) {
            sessions.add(new SessionNews(channel, provider, from, "open", null, at));
        }
    }

    private void session(JsonNode told) {
        String state = required(told, "session", "state");
        if (!state.equals("open") && !state.equals("blocked")) {
            throw wrong("/session/state", "must be open or blocked");
        }
        sessions.add(new SessionNews(channel, provider, required(told, "session", "address"), state, text(told, "token"), at(told)));
    }

    private void template(JsonNode told) {
        templates.add(news(provider, told));
    }

    /** @throws InvalidMessage when it is none */
    static TemplateNews news(String provider, JsonNode template) {
        return new TemplateNews(
                provider, required(template, "template", "name"), required(template, "template", "language"),
                required(template, "template", "status"), text(template, "category"), text(template, "reason"));
    }

    private static String required(JsonNode told, String event, String name) {
        String text = text(told, name);
        if (text == null || text.isBlank() || text.length() > LONGEST) {
            throw wrong("/" + event + "/" + name, "must have 1 to " + LONGEST + " characters");
        }
        return text;
    }

    /** Null: it is not there. */
    private static String text(JsonNode told, String name) {
        JsonNode value = told.path(name);
        return !value.isValueNode() || value.isNull() ? null : value.asText().replace("\0", "");
    }

    /** Nothing has happened later than it is told. */
    private Instant at(JsonNode told) {
        String seconds = text(told, "at");
        if (seconds == null || !seconds.matches("[0-9]{1,11}(\\.[0-9]{1,9})?([Ee]\\+?[0-9]{1,2})?")) {
            return now;
        }
        Instant at = Instant.ofEpochMilli(new BigDecimal(seconds).movePointRight(3).min(LATEST).longValue()); // jq may write 1.7E9
        return at.isAfter(now) ? now : at;
    }

    private static InvalidMessage wrong(String pointer, String rule) {
        return InvalidMessage.malformed(List.of(new FieldError(pointer, rule)));
    }

    /** Who told it, and nothing of what. */
    @Override
    public String toString() {
        return "Provider " + provider + " of channel " + channel;
    }

    public List<Receipt> getReceipts() {
        return receipts;
    }

    public List<Reply> getReplies() {
        return replies;
    }

    /** A reply is news of its chat, too. */
    public List<SessionNews> getSessions() {
        return sessions;
    }

    public List<TemplateNews> getTemplates() {
        return templates;
    }
}
