package io.vestnik.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.channel.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BotAnswerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "400 | Bad Request: chat not found                               | recipient",
        "400 | Bad Request: user not found                               | recipient",
        "400 | Bad Request: PEER_ID_INVALID                              | recipient",
        "400 | Bad Request: message is too long                          | permanent",
        "400 | Bad Request: message text is empty                        | permanent",
        "400 | Bad Request: can't parse entities                         | permanent",
        "401 | Unauthorized                                              | configuration",
        "403 | Forbidden: bot was blocked by the user                    | recipient",
        "403 | Forbidden: user is deactivated                            | recipient",
        "403 | Forbidden: bot can't initiate conversation with a user    | recipient",
        "403 | Forbidden: bot was kicked from the group chat             | recipient",
        "404 | Not Found                                                 | configuration",
        "409 | Conflict: terminated by other getUpdates request          | configuration",
        "413 | Request Entity Too Large                                  | permanent",
        "429 | Too Many Requests                                         | throttled",
        "500 | Internal Server Error                                     | transient",
        "502 | Bad Gateway                                               | transient"
    })
    void aRefusalHasAKindWhateverTheStatusOfHttpIs(int code, String description, String kind) {
        for (int status : new int[] {code, 200}) {
            BotAnswer answer = answer(
                    status, "{\"ok\":false,\"error_code\":" + code + ",\"description\":\"" + description + "\"}");
            assertThat(answer.kind()).isEqualTo(kind);
            assertThat(answer.code()).isEqualTo(code + " " + description);
            assertThat(answer.retryAfter()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "200 | <html>              | unknown",
        "200 | -                   | unknown",
        "200 | ''                  | unknown",
        "200 | []                  | unknown",
        "200 | {\"ok\":\"yes\"}    | unknown",
        "200 | {\"ok\":true}       | unknown",
        "200 | {\"ok\":tr          | unknown",
        "301 | -                   | configuration",
        "302 | <html>              | configuration",
        "403 | <html>              | configuration",
        "407 | -                   | configuration",
        "408 | -                   | transient",
        "429 | slow down           | throttled",
        "500 | -                   | transient",
        "503 | <html>              | transient",
        "500 | {\"ok\":false}      | transient"
    })
    void whatIsNotTheApisIsJudgedByItsStatus(int status, String body, String kind) {
        assertThat(answer(status, body).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "30, 30", "999999, 3600", "0, ", "-5, "})
    void theTimeThatItAskedForIsKeptWithinReason(long asked, Long seconds) {
        BotAnswer answer = answer(429, "{\"ok\":false,\"error_code\":429,\"parameters\":{\"retry_after\":" + asked + "}}");
        assertThat(answer.retryAfter()).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
    }

    @Test
    void aLongTextIsCutIntoPartsThatMakeIt() {
        for (String text : new String[] {"слово ".repeat(1600), "line\n".repeat(1900), "x".repeat(10_000), "x" + "😀".repeat(4999)}) {
            var parts = TextParts.of(text);
            assertThat(parts).allMatch(part -> part.length() <= 4096 && !part.isBlank());
            assertThat(parts).noneMatch(part -> Character.isHighSurrogate(part.charAt(part.length() - 1)));
            assertThat(String.join("", parts).replaceAll("\\s", "")).isEqualTo(text.replaceAll("\\s", ""));
        }
        assertThat(TextParts.of("  short\n")).containsExactly("  short\n");
    }

    @Test
    void whatFailsAfterItsFirstPartIsUnknown() {
        BotCall call = new BotCall("7", "x".repeat(5000), Instant.MAX);
        call.hear(answer(200, "{\"ok\":true,\"result\":{\"message_id\":42,\"chat\":{\"id\":7}}}"));
        assertThat(call.isOpen()).isTrue();
        call.hear(answer(429, "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many\",\"parameters\":{\"retry_after\":5}}"));
        assertThat(call.isOpen()).isFalse();
        assertThat(call.getOutcome()).isEqualTo("unknown");
        assertThat(call.getCode()).isEqualTo("part 2: 429 Too Many");
    }

    @Test
    void aChatThatMovesAgainAndAgainIsGivenUp() {
        BotCall call = new BotCall("-7", "x", Instant.MAX);
        BotAnswer moved = answer(400, "{\"ok\":false,\"error_code\":400,\"parameters\":{\"migrate_to_chat_id\":-1007}}");
        call.hear(moved);
        assertThat(call.getJson()).isEqualTo("{\"chat_id\":\"-1007\",\"text\":\"x\"}");
        call.hear(moved);
        assertThat(call.getOutcome()).isEqualTo("recipient");
    }

    @Test
    void updatesBecomeReplies() {
        BotUpdates updates = BotUpdates.of("bot", 48, answer(200, """
                {"ok":true,"result":[
                 {"update_id":11,"message":{"date":5,"chat":{"id":7},"text":"a\\u0000b"}},
                 {"update_id":12,"my_chat_member":{"new_chat_member":{"status":"kicked"}}},
                 {"update_id":13,"message":{"date":6,"chat":{"id":8},"photo":[],"caption":"look"}},
                 {"update_id":14,"message":{"date":7,"chat":{"id":9},"from":{"is_bot":true},"sticker":{}}}]}"""));
        assertThat(updates.isGood()).isTrue();
        assertThat(updates.next(3)).isEqualTo(15);
        assertThat(updates.replies()).containsExactly(
                new Reply("telegram", "bot", "7", "48", "ab", Instant.ofEpochSecond(5)),
                new Reply("telegram", "bot", "8", "48", "look", Instant.ofEpochSecond(6)),
                new Reply("telegram", "bot", "9", "48", "", Instant.ofEpochSecond(7), null, true));
    }

    @Test
    void noUpdatesAndNoAnswerMoveNothing() {
        assertThat(BotUpdates.of("bot", 48, answer(200, "{\"ok\":true,\"result\":[]}")).next(7)).isEqualTo(7);
        assertThat(BotUpdates.of("bot", 48, answer(409, "{\"ok\":false,\"error_code\":409}")).isGood()).isFalse();
    }

    private static BotAnswer answer(int status, String body) {
        return BotAnswer.of(status, body == null ? null : body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aPartThatWouldGoOutTooLateIsKeptAndTheMessageUnknown() {
        BotCall call = new BotCall("7", "x".repeat(5000), Instant.MIN);
        call.hear(BotAnswer.of(200, "{\"ok\":true,\"result\":{\"message_id\":1}}".getBytes(StandardCharsets.UTF_8)));
        assertThat(call.isOpen()).isFalse();
        assertThat(call.getOutcome()).isEqualTo("unknown");
        assertThat(call.getCode()).isEqualTo("part 2: late");
    }
}
