package io.vestnik.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.vestnik.privacy.HubKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTokenTest {

    private static final Instant END = Instant.parse("2026-11-23T10:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {
        "phone:+79161234567", "phone:+7", "phone:+999999999999999", "email:anna@example.org", "telegram:-1001", "contact:Анна 7", "phone:x"
    })
    void saysAgainWhatWasPutIn(String key) {
        Link link = new Link("school", key, END);
        assertThat(tokens("k").read(tokens("k").of(link))).contains(link);
    }

    @Test
    void ofAPhoneIsShortEnoughForAnSms() {
        assertThat(tokens("k").of(new Link("school", "phone:+79161234567", END))).hasSizeLessThan(50);
    }

    @Test
    void canBeOfTheFarFuture() {
        Link link = new Link("school", "email:a@b.example", Instant.parse("2099-01-01T00:00:00Z"));
        assertThat(tokens("k").read(tokens("k").of(link))).contains(link);
    }

    @Test
    void tellsNothingToWhoSeesIt() {
        byte[] bytes = Base64.getUrlDecoder().decode(tokens("k").of(new Link("school", "email:anna@example.org", END)));
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("school", "anna", "example");
    }

    @Test
    void isRefusedWhateverCharacterIsChanged() {
        String token = tokens("k").of(new Link("school", "phone:+79161234567", END));
        for (int i = 0; i < token.length(); i++) {
            for (char other : "AQgw_-z9".toCharArray()) {
                if (token.charAt(i) != other) {
                    assertThat(tokens("k").read(token.substring(0, i) + other + token.substring(i + 1))).isEmpty();
                }
            }
            assertThat(tokens("k").read(token.substring(0, i))).isEmpty();
        }
        assertThat(tokens("k").read(token + "A")).isEmpty();
        assertThat(tokens("k").read(token + "=")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "../..", "%00", "токен", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void isRefusedWhenNobodyMadeIt(String token) {
        assertThat(tokens("k").read(token)).isEmpty();
        assertThat(tokens("k").read("A".repeat(100_000))).isEmpty();
    }

    @Test
    void ofAnotherHubIsRefused() {
        assertThat(tokens("k").read(tokens("other").of(new Link("school", "phone:+79161234567", END)))).isEmpty();
    }

    private static LinkToken tokens(String key) {
        HubKey hub = mock(HubKey.class);
        when(hub.of("subscription-link")).thenReturn(HubKey.hmac(key.getBytes(StandardCharsets.UTF_8), new byte[] {1}));
        when(hub.of("subscription-link-cipher")).thenReturn(HubKey.hmac(key.getBytes(StandardCharsets.UTF_8), new byte[] {2}));
        return new LinkToken(hub);
    }
}
