package io.vestnik.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderMessageIdTest {

    @ParameterizedTest
    @CsvSource({
        "as-is, 123, 123, 123",
        "as-is, 00123, 123, 123",
        "as-is, 0, 000, 0",
        "as-is, A1-b2, a1-B2, a1-b2",
        "as-is, ' 7 ', 7, 7",
        "hex-to-decimal, 6719, 1A3F, 6719",
        "hex-to-decimal, 0000006719, 0000001a3f, 6719",
        "hex-to-decimal, 16, 10, 16",
        "hex-to-decimal, 4722366482869645213695, FFFFFFFFFFFFFFFFFF, 4722366482869645213695",
        "hex-to-decimal, not-a-number, NOT-a-number, not-a-number",
        "decimal-to-hex, 1A3F, 6719, 1a3f",
        "decimal-to-hex, 10, 0016, 10",
        "decimal-to-hex, 1a3f, 1A3F, 1a3f",
    })
    void isTheSameFromTheAnswerAndFromTheReceipt(String idFormat, String answer, String receipt, String normal) {
        ProviderMessageId ids = new ProviderMessageId(idFormat);

        assertThat(ids.ofAnswer(answer)).isEqualTo(normal);
        assertThat(ids.ofReceipt(receipt, null)).isEqualTo(normal);
    }

    @Test
    void convertsTheIdOfTheTextWhereThereAreTwo() {
        assertThat(new ProviderMessageId("hex-to-decimal").ofReceipt("6719", "1A3F")).isEqualTo("6719");
        assertThat(new ProviderMessageId("as-is").ofReceipt("6719", "1A3F")).isEqualTo("6719");
    }
}
