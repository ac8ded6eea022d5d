package io.vestnik.channel.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;

/**
 * What the Bot API answered. The body says it, whatever the HTTP status is; a body that is not the API's is somebody else's.
 *
 * @param kind {@code ok}; {@code unknown}; {@code migrated}; else a {@link io.vestnik.channel.FailureKind} as routes write it
 * @param code for the timeline; null: {@code ok}
 * @param retryAfter null: not asked for
 * @param result of {@code ok}; of {@code migrated} the new chat's id; else null
 */
record BotAnswer(String kind, String code, Duration retryAfter, JsonNode result) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_CODE = 80;
    private static final Duration LONGEST_REST = Duration.ofHours(1);

    /** @param body null: none */
    static BotAnswer of(int status, byte[] body) {
        JsonNode answer = json(body);
        if (!answer.path("ok").isBoolean()) {
            return foreign(status);
        }
        if (answer.get("ok").booleanValue()) {
            return answer.has("result")
                    ? new BotAnswer("ok", null, null, answer.get("result"))
                    : new BotAnswer("unknown", "no result", null, null);
        }
        int error = answer.path("error_code").asInt(status);
        String description = answer.path("description").asText();
        JsonNode parameters = answer.path("parameters");
        if (parameters.has("migrate_to_chat_id")) {
            return new BotAnswer("migrated", code(error, description), null, parameters.get("migrate_to_chat_id"));
        }
        return new BotAnswer(kind(error, description), code(error, description), retryAfter(parameters), null);
    }

    private static String kind(int error, String description) {
        return switch (error) {
            case 401, 404 -> "configuration"; // the token is wrong, or was revoked
            case 403 -> "recipient"; // blocked the bot, never started it, is gone
            case 409 -> "configuration";
            case 429 -> "throttled";
            case 400 -> isNobody(description) ? "recipient" : "permanent";
            default -> error >= 400 && error < 500 ? "permanent" : "transient";
        };
    }

    private static boolean isNobody(String description) {
        return description.matches("(?i).*(chat not found|user not found|PEER_ID_INVALID|chat_id is empty|user is deactivated).*");
    }

    /** A proxy, a captive portal, a server that fell over: not the API. */
    private static BotAnswer foreign(int status) {
        String kind = "configuration";
        if (status >= 200 && status < 300) {
            kind = "unknown"; // it may have been taken
        } else if (status == 429) {
            kind = "throttled";
        } else if (status >= 500 || status == 408) {
            kind = "transient";
        }
        return new BotAnswer(kind, "http " + status, null, null);
    }

    private static Duration retryAfter(JsonNode parameters) {
        long seconds = parameters.path("retry_after").asLong();
        if (seconds <= 0) {
            return null;
        }
        return Duration.ofSeconds(Math.min(seconds, LONGEST_REST.toSeconds()));
    }

    private static String code(int error, String description) {
        String code = (error + " " + description).strip();
        return code.length() <= LONGEST_CODE ? code : code.substring(0, LONGEST_CODE);
    }

    private static JsonNode json(byte[] body) {
        try {
            return body == null ? JSON.missingNode() : JSON.readTree(body);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }
}
