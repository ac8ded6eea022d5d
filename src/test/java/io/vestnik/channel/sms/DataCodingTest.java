package io.vestnik.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataCodingTest {

    @ParameterizedTest
    @CsvSource({
        "0, 48656C6C6F00, Hello@",
        "0, 1B65, €",
        "1, 48656C6C6F40, Hello@",
        "1, 48656C6C6F00, Hello@", // npm's smpp: the GSM alphabet under 1
        "1, E9, é",
        "3, E9, é",
        "4, D09F, П",
        "4, E9, é", // no UTF-8
        "8, 041F0440, Пр",
        "8, D83DDE00, 😀",
    })
    void octetsAreReadAsTheirCodingSays(int coding, String hex, String text) {
        assertThat(DataCoding.decode(coding, HexFormat.of().parseHex(hex))).contains(text);
    }

    @Test
    void anUnknownCodingIsNotGuessed() {
        assertThat(DataCoding.decode(6, new byte[] {65})).isEmpty();
        assertThat(DataCoding.decode(0xF5, new byte[] {65})).isEmpty();
    }
}
