package io.vestnik.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.vestnik.channel.ChannelTraits;
import io.vestnik.channel.Reply;
import io.vestnik.channel.SessionNews;
import io.vestnik.channel.http.HttpApi;
import io.vestnik.channel.http.HttpApis;
import io.vestnik.channel.http.Webhooks;
import io.vestnik.harness.FakeTelegram;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.PublicUrl;
import io.vestnik.settings.VestnikSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** What bots that are asked tell, by the shipped description. */
class TelegramBotsTest {

    private TelegramBots bots;

    @BeforeEach
    void start() throws Exception {
        VestnikSettings settings = mock(VestnikSettings.class);
        when(settings.channels()).thenReturn(Map.of("telegram", new VestnikSettings.ChannelSettings(
                List.of(provider("bot", FakeTelegram.TOKEN, Map.of()), provider("partner", "another's secret", Map.of(), "partner"), provider("told", "7:by-webhook", Map.of("updates", "webhook"))), null)));
        AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();
        beans.registerBean(VestnikSettings.class, () -> settings);
        beans.registerBean(PublicUrl.class, () -> mock(PublicUrl.class));
        beans.registerBean(Clock.class, Clock::systemUTC);
        beans.registerBean(ChannelTraits.class);
        beans.registerBean(HttpApis.class);
        beans.registerBean(Webhooks.class);
        beans.registerBean(TelegramBots.class);
        beans.refresh();
        byte[] description = Files.readAllBytes(Path.of("routes/egress/telegram.http.yaml"));
        beans.getBean(HttpApis.class).publish(Map.of("telegram", HttpApi.read("telegram", description)));
        bots = beans.getBean(TelegramBots.class);
    }

    @Test
    void oneThatIsToldByWebhookIsNotAsked() {
        assertThat(bots.ids()).isEqualTo("4839574812");
        assertThat(bots.provider(4839574812L)).isEqualTo("bot");
        assertThat(bots.provider(7)).isNull();
    }

    @Test
    void theTokenIsNotInWhatMayBeLogged() {
        assertThat(bots.question("bot", 5).getPlace()).isEqualTo("https://api.telegram.org/bot");
        assertThat(bots.question("bot", 5).toString()).doesNotContain(FakeTelegram.TOKEN);
    }

    @Test
    void updatesBecomeRepliesAndNewsOfChats() {
        BotUpdates updates = updates(200, """
                {"ok":true,"result":[
                 {"update_id":11,"message":{"message_id":1,"date":5,"chat":{"id":7},"text":"a\\u0000b"}},
                 {"update_id":12,"my_chat_member":{"chat":{"id":8},"date":6,"new_chat_member":{"status":"kicked"}}},
                 {"update_id":13,"message":{"message_id":2,"date":7,"chat":{"id":8},"photo":[],"caption":"look"}},
                 {"update_id":14,"message":{"message_id":3,"date":8,"chat":{"id":9},"text":"/start tok-en"}}]}""");
        assertThat(updates.isGood()).isTrue();
        assertThat(updates.next(3)).isEqualTo(15);
        assertThat(updates.replies()).containsExactly(
                new Reply("telegram", "bot", "7", "4839574812", "ab", Instant.ofEpochSecond(5), "bot:7:1", false),
                new Reply("telegram", "bot", "8", "4839574812", "look", Instant.ofEpochSecond(7), "bot:8:2", false));
        assertThat(updates.getSessions()).containsExactly(
                new SessionNews("telegram", "bot", "7", "open", null, Instant.ofEpochSecond(5)),
                new SessionNews("telegram", "bot", "8", "blocked", null, Instant.ofEpochSecond(6)),
                new SessionNews("telegram", "bot", "8", "open", null, Instant.ofEpochSecond(7)),
                new SessionNews("telegram", "bot", "9", "open", "tok-en", Instant.ofEpochSecond(8)));
    }

    @Test
    void oneThatCantBeReadIsLeftOutAndTheOthersAreKept() {
        BotUpdates updates = updates(200, """
                {"ok":true,"result":[{"update_id":11,"message":"?"},
                 {"update_id":12,"message":{"message_id":1,"date":5,"chat":{"id":7},"text":"x"}}]}""");
        assertThat(updates.next(3)).isEqualTo(13);
        assertThat(updates.replies()).hasSize(1);
    }

    @Test
    void noUpdatesAndNoAnswerMoveNothing() {
        assertThat(updates(200, "{\"ok\":true,\"result\":[]}").next(7)).isEqualTo(7);
        assertThat(updates(409, "{\"ok\":false,\"error_code\":409}").isGood()).isFalse();
        assertThat(updates(502, "<html>").isGood()).isFalse();
        assertThat(bots.updates("bot", 200, null).isGood()).isFalse();
    }

    private BotUpdates updates(int status, String body) {
        return bots.updates("bot", status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static ProviderSettings provider(String name, String token, Map<String, String> options) {
        return provider(name, token, options, null);
    }

    private static ProviderSettings provider(String name, String token, Map<String, String> options, String api) {
        return new ProviderSettings(
                name, URI.create("https://api.telegram.org"), "trx", 1, false, 4, null, 1, "as-is", Map.of(), Map.of(), Map.of(), null, null,
                token, api, options, Duration.ofSeconds(12), BigDecimal.ZERO);
    }
}
