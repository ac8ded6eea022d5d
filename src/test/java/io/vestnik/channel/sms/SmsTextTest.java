package io.vestnik.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SmsTextTest {

    private static final byte GSM = 0;
    private static final byte UCS2 = 8;

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("", GSM, 1),
                arguments("a".repeat(160), GSM, 1),
                arguments("a".repeat(161), GSM, 2),
                arguments("a".repeat(306), GSM, 2),
                arguments("a".repeat(307), GSM, 3),
                arguments("a".repeat(158) + "€", GSM, 1),
                arguments("a".repeat(159) + "€", GSM, 2),
                arguments("€".repeat(80), GSM, 1),
                arguments("€".repeat(81), GSM, 2),
                arguments("a".repeat(152) + "€" + "a".repeat(153), GSM, 3),
                arguments("я".repeat(70), UCS2, 1),
                arguments("я".repeat(71), UCS2, 2),
                arguments("я".repeat(134), UCS2, 2),
                arguments("я".repeat(135), UCS2, 3),
                arguments("😀".repeat(35), UCS2, 1),
                arguments("😀".repeat(36), UCS2, 2),
                arguments("я".repeat(66) + "😀" + "я".repeat(66), UCS2, 3),
                arguments("Hello ё", UCS2, 1),
                arguments("`", UCS2, 1),
                arguments("№ 5", UCS2, 1),
                arguments("no\u00a0break", UCS2, 1),
                arguments("a\tb", UCS2, 1),
                arguments("ç", UCS2, 1),
                arguments("\u001b", UCS2, 1),
                arguments("Ça {x} [y] ~ | \\ ^ \f", GSM, 1),
                arguments("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà", GSM, 1),
                arguments("\ud83d", UCS2, 1),
                arguments("a".repeat(153 * 255), GSM, 255),
                arguments("a".repeat(153 * 255 + 1), GSM, 256));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void choosesTheAlphabetAndCountsTheParts(String text, byte dataCoding, int segments) {
        assertThat(SmsText.segments(text)).isEqualTo(segments);
        assertThat(SmsText.of(text).dataCoding()).isEqualTo(dataCoding);
        assertThat(SmsText.of(text).concatenated()).isEqualTo(segments > 1);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void partsFitAndReadAsTheText(String text, byte dataCoding, int segments) {
        if (segments > SmsText.MAX_PARTS || text.equals("\ud83d")) { // half a pair has no encoding
            return;
        }
        List<byte[]> parts = SmsText.of(text).parts(0x1234);
        StringBuilder read = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            byte[] part = parts.get(i);
            assertThat(part.length).isLessThanOrEqualTo(dataCoding == GSM ? 160 : 140);
            byte[] body = part;
            if (segments > 1) {
                assertThat(Arrays.copyOf(part, 6)).containsExactly(5, 0, 3, 0x34, (byte) segments, (byte) (i + 1));
                body = Arrays.copyOfRange(part, 6, part.length);
            }
            String own = dataCoding == GSM ? GsmAlphabet.decode(body) : new String(body, StandardCharsets.UTF_16BE);
            assertThat(own).as("no surrogate pair is cut").doesNotContain("\ufffd");
            read.append(own);
        }
        assertThat(parts).hasSize(segments);
        assertThat(read).hasToString(text);
    }

    @Test
    void writesTheCodesOfTheTable() {
        assertThat(SmsText.of("@$_a€Ç").parts(0)).singleElement()
                .isEqualTo(new byte[] {0x00, 0x02, 0x11, 0x61, 0x1B, 0x65, 0x09});
        assertThat(SmsText.of("№я").parts(0)).singleElement().isEqualTo(new byte[] {0x21, 0x16, 0x04, 0x4F});
    }

    @Test
    void movesAPairToTheNextPartWhole() {
        List<byte[]> parts = SmsText.of("a".repeat(152) + "€" + "a".repeat(153)).parts(1);

        assertThat(parts.get(0)).hasSize(6 + 152);
        assertThat(parts.get(1)).startsWith(5, 0, 3, 1, 3, 2, 0x1B, 0x65);
    }

    @Test
    void refusesWhatHasMorePartsThanTheHeaderCanCount() {
        assertThatThrownBy(() -> SmsText.of("a".repeat(153 * 255 + 1)).parts(1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsUnknownExtensionsAsTheBasicCharacter() {
        assertThat(GsmAlphabet.decode(new byte[] {0x1B, 0x41, 0x1B, 0x3C, 0x1B})).isEqualTo("A[\u001b");
    }
}
