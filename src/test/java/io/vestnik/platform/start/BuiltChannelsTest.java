package io.vestnik.platform.start;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.platform.StartRefused;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;

/** A provider that can't be right stops the start with its key and the rule, and without its secrets. */
class BuiltChannelsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "email    | http://hub:s3cret@relay.example       | a@b.example | -        | -        | uri: must be smtp",
        "email    | smtp://hub:s3cret@relay.example?x=1   | a@b.example | -        | -        | uri: must be smtp",
        "email    | smtp://s3cret@relay.example           | a@b.example | -        | -        | uri: has a user without a password",
        "email    | smtp://relay.example                  | -           | -        | -        | from: is missing",
        "email    | smtp://relay.example                  | nobody      | -        | -        | from: is not an e-mail address",
        "email    | smtps://relay.example                 | a@b.example | none     | -        | tls: is for smtp:// only",
        "telegram | ftp://api.telegram.org                | -           | -        | 1:s3cret | uri: must be https://host",
        "telegram | https://u:s3cret@api.telegram.org     | -           | -        | 1:s3cret | uri: must be https://host",
        "telegram | https://api.telegram.org              | -           | -        | -        | token: is missing",
        "telegram | https://api.telegram.org              | -           | -        | s3cret   | token: must be digits",
        "telegram | https://api.telegram.org              | -           | -        | bot1:s3c | token: must be digits",
        "sms      | smtp://relay.example                  | -           | -        | -        | uri: must be smpp"
    })
    void aWrongOneStopsTheStart(String channel, String uri, String from, String tls, String token, String rule) {
        assertThatThrownBy(() -> start(channel, provider("a", uri, from, tls, token)))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("vestnik.channels." + channel + ".providers[0]." + rule)
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "email    | smtp://relay.example                | a@b.example | -    | -",
        "email    | smtps://hub:p%40ss@relay.example:465 | a@b.example | -    | -",
        "email    | smtp://127.0.0.1:2525               | a@школа.рф  | none | -",
        "telegram | https://api.telegram.org            | -           | -    | 123456:ABC-def_1",
        "telegram | http://127.0.0.1:8081/              | -           | -    | 123456:ABC-def_1",
        "viber    | https://example.org                 | -           | -    | -"
    })
    void aRightOneDoesNot(String channel, String uri, String from, String tls, String token) {
        assertThatCode(() -> start(channel, provider("a", uri, from, tls, token))).doesNotThrowAnyException();
    }

    @Test
    void oneWithADescriptionHasAnHttpAddressOnEveryChannel() {
        assertThatCode(() -> start("sms", described("https://smsc.ru/sys"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> start("sms", described("smpp://u:s3cret@carrier.example:2775")))
                .isInstanceOf(StartRefused.class)
                .hasMessage("vestnik.channels.sms.providers[0].uri: must be https://host, with a path or without");
    }

    private static ProviderSettings described(String uri) {
        return new ProviderSettings(
                "a", URI.create(uri), "trx", 1, false, 50, null, 1, "as-is", Map.of(), Map.of(), Map.of(), null, null, null, "smsc", Map.of(),
                Duration.ofSeconds(12), BigDecimal.ZERO);
    }

    @Test
    void twoOfOneNameStopTheStart() {
        ProviderSettings a = provider("a", "smtp://relay.example", "a@b.example", null, null);
        assertThatThrownBy(() -> start("email", a, a)).hasMessage("vestnik.channels.email.providers[1].name: is another provider's");
    }

    private static void start(String channel, ProviderSettings... providers) {
        VestnikSettings settings = Mockito.mock(VestnikSettings.class);
        Mockito.when(settings.channels()).thenReturn(Map.of(channel, new VestnikSettings.ChannelSettings(List.of(providers), null)));
        new BuiltChannels(settings, null);
    }

    private static ProviderSettings provider(String name, String uri, String from, String tls, String token) {
        return new ProviderSettings(
                name, URI.create(uri), "trx", 1, false, 50, null, 1, "as-is", Map.of(), Map.of(), Map.of(), from, tls, token, null, Map.of(), Duration.ofSeconds(12), BigDecimal.ZERO);
    }
}
