package io.vestnik.channel.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vestnik.channel.http.HttpApis;
import io.vestnik.channel.http.WebhookNews;
import io.vestnik.channel.http.WireRequest;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.settings.VestnikSettings.ChannelSettings;
import io.vestnik.trace.PlainCode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The bots of the settings that are asked what is new: those that Telegram does not tell by webhook. */
@Component("telegramBots")
public class TelegramBots {

    private static final String CHANNEL = "telegram";
    private static final Logger LOG = LoggerFactory.getLogger(TelegramBots.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Telegram waits so long for something new: the hub's end waits for it too. */
    private static final int SECONDS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int LONGEST_ANSWER = 8 * 1024 * 1024; // 100 updates

    private final List<ProviderSettings> providers;
    private final HttpApis apis;

    TelegramBots(VestnikSettings settings, HttpApis apis) {
        this.providers = settings.channels().getOrDefault(CHANNEL, new ChannelSettings(List.of(), null)).providers().stream()
                .filter(provider -> !"webhook".equals(provider.options().get("updates")))
                .toList();
        this.apis = apis;
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
        String body = "{\"offset\": " + next + ", \"timeout\": " + SECONDS
                + ", \"limit\": 100, \"allowed_updates\": [\"message\", \"callback_query\", \"my_chat_member\"]}";
        return WireRequest.post(find(provider), "{uri}/bot{token}/getUpdates", body, PATIENCE, LONGEST_ANSWER);
    }

    /** @param body null: none */
    public BotUpdates updates(String provider, int status, byte[] body) {
        JsonNode answer = json(body);
        if (!answer.path("ok").asBoolean() || !answer.path("result").isArray()) {
            LOG.warn("Provider {} of channel {}: replies are not read: {}", provider, CHANNEL, PlainCode.of(code(status, answer)));
            return BotUpdates.NONE;
        }
        BotUpdates updates = new BotUpdates();
        ProviderSettings settings = find(provider);
        for (JsonNode update : answer.get("result")) {
            updates.add(update.path("update_id").asLong(), news(settings, update));
        }
        return updates;
    }
