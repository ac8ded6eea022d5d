package io.vestnik.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vestnik.channel.Receipt.State;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReceiptParserTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("id:0123456789 sub:001 dlvrd:001 submit date:2601011200 done date:2601011201 stat:DELIVRD err:000 text:Hi",
                        "0123456789", State.DELIVERED, null),
                arguments("id:1 sub:001 dlvrd:000 submit date:260101120059 done date:260101120101 stat:UNDELIV err:011 Text:Hi",
                        "1", State.UNDELIVERED, "UNDELIV:011"),
                arguments("id:1 submitdate:2601011200 donedate:2601011201 stat:EXPIRED err:0", "1", State.UNDELIVERED, "EXPIRED"),
                arguments("id:1 stat:DELETED", "1", State.UNDELIVERED, "DELETED"),
                arguments("id:1 stat:REJECTD err:XX", "1", State.UNDELIVERED, "REJECTD:XX"),
                arguments("id:1 stat:SKIPPED", "1", State.UNDELIVERED, "SKIPPED"),
                arguments("id:1 stat:ACCEPTD err:000", "1", State.ENROUTE, "ACCEPTD"),
                arguments("id:1 stat:ENROUTE", "1", State.ENROUTE, "ENROUTE"),
                arguments("id:1 stat:SCHEDULED", "1", State.ENROUTE, "SCHEDULED"),
                arguments("id:1 stat:UNKNOWN", "1", State.ENROUTE, "UNKNOWN"),
                arguments("id:1 stat:FOOBAR err:7", "1", State.ENROUTE, "FOOBAR:7"),
                arguments("stat:DELIVRD err:000 id:abc-DEF.9", "abc-DEF.9", State.DELIVERED, null),
                arguments("ID:7 STAT:delivrd ERR:000 TEXT:", "7", State.DELIVERED, null),
                arguments("id: 7 stat: DELIVRD", "7", State.DELIVERED, null),
                arguments("id:7\nstat:DELIVRD\nerr:000", "7", State.DELIVERED, null),
                arguments("id:7 stat:DELIVERED", "7", State.DELIVERED, null),
                arguments("id:7 stat:DELIVRD err:005", "7", State.DELIVERED, "DELIVRD:005"),
                arguments("id:7", "7", State.ENROUTE, null),
                arguments("id:7 err:042", "7", State.ENROUTE, "042"),
                arguments("id:7 stat:", "7", State.ENROUTE, null),
                arguments("id: sub:001 stat:DELIVRD", null, State.DELIVERED, null),
                arguments("id:7 stat:UNDELIV err:001 text:id:9 stat:DELIVRD err:000", "7", State.UNDELIVERED, "UNDELIV:001"),
                arguments("stat:DELIVRD text:id:9", null, State.DELIVERED, null),
                arguments("grid:5 mid:6 stat:DELIVRD", null, State.DELIVERED, null),
                arguments("", null, State.ENROUTE, null),
                arguments("hello, is it me?", null, State.ENROUTE, null),
                arguments("\u0000\u0001\uffff::::id", null, State.ENROUTE, null),
                arguments("id:id:id:", null, State.ENROUTE, null));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void readsTheTextForm(String text, String id, State state, String code) {
        assertThat(ReceiptParser.parse(text, Map.of())).isEqualTo(new ReceiptParser.Parsed(id, state, code));
    }

    @ParameterizedTest
    @CsvSource({
        "0, ENROUTE, SCHEDULED", "1, ENROUTE, ENROUTE", "2, DELIVERED, ", "3, UNDELIVERED, EXPIRED",
        "4, UNDELIVERED, DELETED", "5, UNDELIVERED, UNDELIV", "6, ENROUTE, ACCEPTD", "7, ENROUTE, UNKNOWN",
        "8, UNDELIVERED, REJECTD", "9, UNDELIVERED, SKIPPED", "10, ENROUTE, "
    })
    void readsTheParameters(byte messageState, State state, String code) {
        ReceiptParser.Parsed read = ReceiptParser.parse("", Map.of(
                ReceiptParser.RECEIPTED_MESSAGE_ID, "abc\0".getBytes(StandardCharsets.US_ASCII),
                ReceiptParser.MESSAGE_STATE, new byte[] {messageState}));

        assertThat(read).isEqualTo(new ReceiptParser.Parsed("abc", state, code));
    }

    @Test
    void believesTheParametersMoreThanTheText() {
        ReceiptParser.Parsed read = ReceiptParser.parse("id:1 stat:DELIVRD err:000", Map.of(
                ReceiptParser.RECEIPTED_MESSAGE_ID, new byte[] {'2'},
                ReceiptParser.MESSAGE_STATE, new byte[] {5},
                ReceiptParser.NETWORK_ERROR_CODE, new byte[] {3, 1, 2}));

        assertThat(read).isEqualTo(new ReceiptParser.Parsed("2", State.UNDELIVERED, "UNDELIV:258"));
    }

    @Test
    void fallsBackToTheTextWhereAParameterIsBroken() {
        ReceiptParser.Parsed read = ReceiptParser.parse("id:1 stat:UNDELIV err:003", Map.of(
                ReceiptParser.RECEIPTED_MESSAGE_ID, new byte[] {0},
                ReceiptParser.MESSAGE_STATE, new byte[0],
                ReceiptParser.NETWORK_ERROR_CODE, new byte[] {3}));

        assertThat(read).isEqualTo(new ReceiptParser.Parsed("1", State.UNDELIVERED, "UNDELIV:003"));
    }

    @Test
    void neverThrows() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            byte[] noise = new byte[random.nextInt(80)];
            random.nextBytes(noise);
            String text = new String(noise, StandardCharsets.ISO_8859_1);
            assertThat(ReceiptParser.parse("id:" + text + " stat:" + text, Map.of(
                    ReceiptParser.RECEIPTED_MESSAGE_ID, noise,
                    ReceiptParser.MESSAGE_STATE, noise,
                    ReceiptParser.NETWORK_ERROR_CODE, noise)).state()).isNotNull();
        }
    }
}
