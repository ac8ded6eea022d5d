package io.vestnik.channel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.harness.FakeAnswer;
import io.vestnik.harness.FakeRequest;
import io.vestnik.message.Button;
import io.vestnik.message.Content;
import io.vestnik.message.Media;
import io.vestnik.settings.ProviderSettings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signed webhook of channel chat. */
class ChatContractTest extends HttpContract {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @Override
    protected String channel() {
        return "chat";
    }

    @Override
    protected String address() {
        return "anna-42";
    }

    @Override
    protected ProviderSettings settings(String name, String url, Duration timeout) {
        return settings(name, url + "/chat", null, null, Map.of("secret", SECRET), null, timeout);
    }

    @Override
    protected Exchanged sample() {
        return new Exchanged(wanted(TEXT, "[]", "[]"), taken());
    }

    @Override
    protected String sampleOutcome() {
        return "sent c-1";
    }

    @Override
    protected Reaction revoked() {
        return new Reaction(FakeAnswer.json(401, "{\"error\":\"signature\"}"), "configuration signature");
    }

    @Override
    protected List<Case> sends() {
        return List.of(
                sends("a text", TEXT, Content.TEXT_ALONE, "sent c-1", sample()),
                new Case("a request is signed as Standard Webhooks has it", () -> {
                    fake().answer(taken());
                    outcomeOf(submission(MAIN, TEXT));
                    FakeRequest request = fake().requests().get(0);
                    String at = request.headers().get("webhook-timestamp");
                    assertThat(Long.parseLong(at)).isCloseTo(Instant.now().getEpochSecond(), org.assertj.core.api.Assertions.within(60L));
                    assertThat(request.headers().get("webhook-id")).isEqualTo(DELIVERY);
                    assertThat(request.headers().get("webhook-signature")).isEqualTo(signature(DELIVERY, at, new String(request.body(), StandardCharsets.UTF_8)));
                }),
                sends("media and buttons", TEXT,
                        new Content(
                                List.of(new Media("document", "https://school.example/d/7", "Программа.pdf")),
                                List.of(new Button("Приду", null, "yes"), new Button("Открыть", "https://school.example/w/17", null)), null),
                        "sent c-1",
                        new Exchanged(
                                wanted(TEXT,
                                        "[{\"text\":\"Приду\",\"reply\":\"yes\"},{\"text\":\"Открыть\",\"url\":\"https://school.example/w/17\"}]",
                                        "[{\"type\":\"document\",\"url\":\"https://school.example/d/7\",\"name\":\"Программа.pdf\"}]"),
                                taken())),
                sends("a text that is too long", "я".repeat(10_001), Content.TEXT_ALONE, "skipped too_long"),
                answers("accepted for later", FakeAnswer.json(202, "{\"id\":\"c-1\"}"), "sent c-1"),
                answers("an id that is a number", FakeAnswer.json(200, "{\"id\":17}"), "sent 17"),
                andTells(answers("a recipient who left", FakeAnswer.json(403, "{\"error\":{\"code\":\"blocked\"}}"), "permanent blocked"),
                        "session anna-42 blocked"),
                answers("a recipient whom nobody knows", FakeAnswer.json(404, "{\"error\":\"no_recipient\"}"), "recipient no_recipient"),
                answers("something that is not right", FakeAnswer.json(400, "{\"error\":{\"code\":\"text\"}}"), "permanent text"));
    }

    @Override
    protected List<Told> told() {
        return List.of(
                Told.of("it is delivered", Hook.json("{\"type\":\"receipt\",\"data\":{\"id\":\"c-1\",\"state\":\"delivered\"}}"), "receipt c-1 DELIVERED"),
                Told.of("it is read", Hook.json("{\"type\":\"receipt\",\"data\":{\"id\":\"c-1\",\"state\":\"read\"}}"), "receipt c-1 READ"),
                Told.of("it failed", Hook.json("{\"type\":\"receipt\",\"data\":{\"id\":\"c-1\",\"state\":\"failed\",\"code\":\"left\"}}"),
                        "receipt c-1 UNDELIVERED left"),
                Told.of("a state that nobody knows", Hook.json("{\"type\":\"receipt\",\"data\":{\"id\":\"c-1\",\"state\":\"typing\"}}")),
                Told.of("somebody writes", Hook.json("{\"type\":\"reply\",\"data\":{\"from\":\"anna-42\",\"text\":\"Приду\",\"id\":\"m-9\"}}"),
                        "session anna-42 open", "reply anna-42 > : Приду #main:m-9"),
                Told.of("somebody writes, by the webhook's id", Hook.json("{\"type\":\"reply\",\"data\":{\"from\":\"anna-42\",\"text\":\"Приду\"}}"),
                        "session anna-42 open", "reply anna-42 > : Приду #main:msg_1"),
                Told.of("somebody comes by a link", Hook.json("{\"type\":\"session\",\"data\":{\"address\":\"anna-42\",\"state\":\"open\",\"token\":\"t0k\"}}"),
                        "session anna-42 open t0k"),
                Told.of("somebody leaves", Hook.json("{\"type\":\"session\",\"data\":{\"address\":\"anna-42\",\"state\":\"blocked\"}}"),
                        "session anna-42 blocked"),
                Told.of("something else", Hook.json("{\"type\":\"typing\",\"data\":{}}")));
    }

    @Override
    protected Hook signed(Hook hook) {
        return signed(hook, Instant.now());
    }

    @Override
    protected Hook stale(Hook hook) {
        return signed(hook, Instant.now().minusSeconds(3600));
    }

    private static Hook signed(Hook hook, Instant time) {
        String at = Long.toString(time.getEpochSecond());
        return hook.header("webhook-id", "msg_1").header("webhook-timestamp", at)
                .header("webhook-signature", "v1,c29tZXRoaW5nIG9sZA== " + signature("msg_1", at, hook.body()));
    }

    private static String signature(String id, String at, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET.substring(6)), "HmacSHA256"));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal((id + "." + at + "." + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Wanted wanted(String text, String buttons, String media) {
        return Wanted.post("/chat").json("{\"messageId\":\"" + MESSAGE + "\",\"conversation\":null,\"recipient\":\"anna-42\",\"sender\":\"SCHOOL\","
                + "\"text\":\"" + text + "\",\"buttons\":" + buttons + ",\"attachments\":" + media + "}");
    }

    private static FakeAnswer taken() {
        return FakeAnswer.json(200, "{\"id\":\"c-1\"}");
    }
}
