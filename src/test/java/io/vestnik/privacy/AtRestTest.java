package io.vestnik.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtRestTest {

    private static final String FIRST = key(1);
    private static final String SECOND = key(2);

    @AfterEach
    void withoutAKey() {
        use(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Код 4711", "😀\n\t\"", "\u0001sealed:", "\u0001sealed:abc:x", "\u0001", "{\"a\": 1}"})
    void aTextComesBackWithAndWithoutAKey(String text) {
        for (String key : new String[] {null, FIRST}) {
            use(key);
            String stored = AtRest.seal("message.text", "1", text);
            assertThat(AtRest.open("message.text", "1", stored)).isEqualTo(text);
            byte[] octets = text.getBytes(StandardCharsets.UTF_16BE);
            assertThat(AtRest.open("esme_submit.body", "1", AtRest.seal("esme_submit.body", "1", octets))).isEqualTo(octets);
        }
        assertThat(AtRest.seal("message.text", "1", text)).doesNotContain("Код", "{\"a\": 1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"ip\":\"10.0.0.1\"}", "\"a text\"", "\"\\u0001sealed:abc:x\"", "{}"})
    void jsonComesBackWithAndWithoutAKeyAndIsJsonMeanwhile(String json) throws Exception {
        for (String key : new String[] {null, FIRST}) {
            use(key);
            String stored = AtRest.sealJson("consent.evidence", "1", json);
            new com.fasterxml.jackson.databind.ObjectMapper().readTree(stored);
            assertThat(AtRest.openJson("consent.evidence", "1", stored)).isEqualTo(json);
        }
    }

    @Test
    void withoutAKeyEverythingIsAsItWas() {
        assertThat(AtRest.seal("message.text", "1", "plain")).isEqualTo("plain");
        assertThat(AtRest.sealJson("consent.evidence", "1", "{}")).isEqualTo("{}");
        use(FIRST);
        assertThat(AtRest.open("message.text", "1", "plain")).isEqualTo("plain");
        assertThat(AtRest.openJson("consent.evidence", "1", "{}")).isEqualTo("{}");
    }

    @Test
    void whatIsBlankStaysBlank() {
        use(FIRST);
        assertThat(AtRest.seal("message.text", "1", "")).isEmpty();
        assertThat(AtRest.seal("message.text", "1", (String) null)).isNull();
        assertThat(AtRest.sealJson("consent.evidence", "1", null)).isNull();
    }

    @Test
    void theSameTextIsNeverSealedTheSameWay() {
        use(FIRST);
        assertThat(AtRest.seal("message.text", "1", "a")).isNotEqualTo(AtRest.seal("message.text", "1", "a"));
    }

    @Test
    void anOldKeyOpensAndTheNewOneSeals() {
        use(FIRST);
        String old = AtRest.seal("message.text", "1", "a");
        use(SECOND, FIRST);
        assertThat(AtRest.open("message.text", "1", old)).isEqualTo("a");
        String young = AtRest.seal("message.text", "1", "a");
        use(SECOND);
        assertThat(AtRest.open("message.text", "1", young)).isEqualTo("a");
        assertThatThrownBy(() -> AtRest.open("message.text", "1", old)).hasMessageContaining("which is not set");
    }

    @Test
    void aValueIsOfItsPlace() {
        use(FIRST);
        String stored = AtRest.seal("message.text", "1", "a");
        for (String[] other : new String[][] {{"message.text", "2", stored}, {"reply.text", "1", stored},
            {"message.text", "1", stored.substring(0, stored.length() - 3) + "aa="}}) {
            assertThatThrownBy(() -> AtRest.open(other[0], other[1], other[2])).hasMessageContaining("altered");
        }
    }

    private static void use(String key, String... old) {
        AtRest.use(new SealingKeys(key, List.of(old)));
    }

    private static String key(int of) {
        byte[] key = new byte[32];
        key[0] = (byte) of;
        return Base64.getEncoder().encodeToString(key);
    }
}
