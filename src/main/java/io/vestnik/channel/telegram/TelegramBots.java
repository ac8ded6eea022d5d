package io.vestnik.channel.telegram;

import io.vestnik.channel.Submission;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.settings.VestnikSettings.ChannelSettings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The bots of the settings, as routes need them. */
@Component("telegramBots")
public class TelegramBots {

    private final List<ProviderSettings> providers;

    TelegramBots(VestnikSettings settings) {
        this.providers = settings.channels().getOrDefault("telegram", new ChannelSettings(List.of(), null)).providers();
    }

    /** The bots' numbers with commas between; empty: the channel is sandboxed. */
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

    /** The place of a method for a provider's bot, with the provider's name for the token: {@link TelegramHttp} knows it. */
    public String url(String provider, String method) {
        return find(provider).orElseThrow().base() + "/bot:" + provider + "/" + method;
    }

    public BotCall begin(Submission submission) {
        return new BotCall(submission.address(), submission.text(), submission.sendBy());
    }

    /** @param body null: none */
    public void hear(BotCall call, int status, byte[] body) {
        call.hear(BotAnswer.of(status, body));
    }

    /** @param body null: none */
    public BotUpdates updates(String provider, int status, byte[] body) {
        return BotUpdates.of(provider, find(provider).orElseThrow().id(), BotAnswer.of(status, body));
    }

    Optional<BotAddress> find(String provider) {
        return providers.stream().filter(p -> p.name().equals(provider)).findFirst().map(BotAddress::of);
    }
}
