package io.vestnik.channel.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vestnik.channel.http.Told;
import io.vestnik.channel.http.Webhooks;
import io.vestnik.channel.http.WireRequest;
import io.vestnik.message.InvalidMessage;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.settings.VestnikSettings.ChannelSettings;
import io.vestnik.trace.PlainCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The bots of the settings that are asked what is new: Telegram does not call their webhook. */
@Component("telegramBots")
public class TelegramBots {

    private static final Logger LOG = LoggerFactory.getLogger(TelegramBots.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHANNEL = "telegram";
    /** Telegram waits 5 s for something new: the hub's end waits for it, too. */
    private static final String QUESTION =
            """
            {"offset": %d, "timeout": 5, "limit": 100, "allowed_updates": ["message", "callback_query", "my_chat_member"]}""";

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int LONGEST_ANSWER = 8 * 1024 * 1024; // 100 updates

    private final List<ProviderSettings> providers;
    private final Webhooks webhooks;

    TelegramBots(VestnikSettings settings, Webhooks webhooks) {
        this.providers = settings.channels().getOrDefault(CHANNEL, new ChannelSettings(List.of(), null)).providers().stream()
                .filter(provider -> provider.api() == null || provider.api().equals(CHANNEL)) // another's token is no business of Telegram's
                .filter(provider -> !"webhook".equals(provider.options().get("updates")))
                .toList();
        this.webhooks = webhooks;
    }

    /** The bots' numbers with commas between; empty: there is none to ask. */
    public String ids() {
        return providers.stream()
                .map(provider -> String.valueOf(BotAddress.of(provider).id()))
                .distinct()
                .collect(Collectors.joining(","));
    }

    /** The name of the bot's provider; null: it is no bot of ours any more. */
    public String provider(long id) {
        return providers.stream()
                .filter(provider -> BotAddress.of(provider).id() == id)
                .map(ProviderSettings::name)
                .findFirst()
                .orElse(null);
    }

    /** What is new from an update on? */
    public WireRequest question(String provider, long next) {
        return WireRequest.post(
                find(provider), "{uri}/bot{token}/getUpdates", QUESTION.formatted(next), PATIENCE, LONGEST_ANSWER);
    }

    /** @param body null: none */
    public BotUpdates updates(String provider, int status, byte[] body) {
        JsonNode answer = json(body);
        if (!answer.path("ok").asBoolean() || !answer.path("result").isArray()) {
            String code = answer.has("error_code") ? answer.get("error_code").asText() + " " + answer.path("description").asText() : "HTTP " + status;
            LOG.warn("Provider {} of channel {}: replies are not read: {}", provider, CHANNEL, PlainCode.of(code));
            return new BotUpdates(false);
        }
        BotUpdates updates = new BotUpdates(true);
        answer.get("result").forEach(update -> read(provider, update, updates));
        return updates;
    }

    /** As if Telegram had called the webhook with it. */
    private void read(String provider, JsonNode update, BotUpdates updates) {
        long id = update.path("update_id").asLong();
        try {
            Told told = webhooks.fetched(find(provider), CHANNEL, update.toString().getBytes(StandardCharsets.UTF_8));
            updates.add(id, told.getReplies(), told.getSessions());
        } catch (InvalidMessage e) { // asked for again it would be the same
            LOG.warn("Provider {} of channel {}: update {} can't be read and is left out", provider, CHANNEL, id);
            updates.add(id, List.of(), List.of());
        }
    }

    private ProviderSettings find(String provider) {
        return providers.stream().filter(p -> p.name().equals(provider)).findFirst().orElseThrow();
    }

    private static JsonNode json(byte[] body) {
        try {
            return body == null ? JSON.missingNode() : JSON.readTree(body);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }
}
