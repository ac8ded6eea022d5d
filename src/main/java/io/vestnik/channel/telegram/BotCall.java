package io.vestnik.channel.telegram;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** One message on its way to a chat: a request for each part of its text, in order, until one is refused. */
public final class BotCall {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Deque<String> parts;
    private final Instant sendBy;
    private final List<String> taken = new ArrayList<>();
    private String chat;
    private boolean moved;
    private BotAnswer failure;

    /** @param sendBy no part goes to the wire after it */
    BotCall(String chat, String text, Instant sendBy) {
        this.chat = chat;
        this.sendBy = sendBy;
        this.parts = new ArrayDeque<>(TextParts.of(text));
    }

    /** There is something to send. */
    public boolean isOpen() {
        return failure == null && !parts.isEmpty();
    }

    /** A part of it is at the recipient. */
    public boolean isBegun() {
        return !taken.isEmpty();
    }

    /** The next request's body. */
    public String getJson() {
        ObjectNode request = JSON.createObjectNode();
        request.put("chat_id", chat);
        request.put("text", parts.element());
        return request.toString();
    }

    void hear(BotAnswer answer) {
        if (answer.kind().equals("ok") && answer.result().has("message_id")) {
            parts.remove();
            taken.add(answer.result().get("message_id").asText());
            if (isOpen() && !Instant.now().isBefore(sendBy)) {
                failure = new BotAnswer("unknown", "late", null, null); // its row may be judged before the rest is sent
            }
        } else if (answer.kind().equals("migrated") && !moved) {
            moved = true;
            chat = answer.result().asText(); // the group has become a supergroup
        } else if (answer.kind().equals("ok")) {
            failure = new BotAnswer("unknown", "no message_id", null, null);
        } else if (answer.kind().equals("migrated")) {
            failure = new BotAnswer("recipient", answer.code(), null, null);
        } else {
            failure = answer;
        }
    }

    /** {@code accepted}, {@code unknown}, or the kind of failure; what follows a part that was taken is unknown. */
    public String getOutcome() {
        if (failure == null) {
            return "accepted";
        }
        return isBegun() ? "unknown" : failure.kind();
    }

    /** Null: accepted. */
    public String getCode() {
        if (failure == null) {
            return null;
        }
        return isBegun() ? "part " + (taken.size() + 1) + ": " + failure.code() : failure.code();
    }

    /** Null: not asked for. */
    public Duration getRetryAfter() {
        return failure == null ? null : failure.retryAfter();
    }

    /** {@code chat:message}, with commas between the messages of a long text. */
    public String getProviderMessageId() {
        return chat + ":" + String.join(",", taken);
    }
}
