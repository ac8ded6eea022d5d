package io.vestnik.channel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.channel.Submission;
import io.vestnik.harness.FakeAnswer;
import io.vestnik.message.Button;
import io.vestnik.message.Content;
import io.vestnik.message.Media;
import io.vestnik.settings.ProviderSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The shape that most partners have; what one of them does otherwise is in its own description. */
class ViberBusinessContractTest extends HttpContract {

    private static final String TOKEN = "partner-token-17";
    private static final String SECRET = "partner-webhook-secret";

    @Override
    protected String channel() {
        return "viber";
    }

    @Override
    protected String api() {
        return "viber-business";
    }

    @Override
    protected String address() {
        return "+79161234567";
    }

    @Override
    protected ProviderSettings settings(String name, String url, Duration timeout) {
        return settings(name, url, TOKEN, "School", Map.of("webhook-secret", SECRET), "viber-business", timeout);
    }

    @Override
    protected Exchanged sample() {
        return new Exchanged(body(TEXT, ""), taken());
    }

    @Override
    protected String sampleOutcome() {
        return "sent m-17";
    }

    @Override
    protected Reaction revoked() {
        return new Reaction(FakeAnswer.json(401, "{\"error\":{\"code\":\"unauthorized\"}}"), "configuration unauthorized");
    }

    @Override
    protected Reaction errorInsideSuccess() {
        return new Reaction(FakeAnswer.json(200, "{\"error\":{\"code\":\"bad_sender\"}}"), "permanent bad_sender");
    }

    @Override
    protected List<Case> sends() {
        return List.of(
                sends("a text", TEXT, Content.TEXT_ALONE, sampleOutcome(), sample()),
                sends("a text with a picture and a link", TEXT,
                        new Content(
                                List.of(new Media("image", "https://school.example/a.png", null)),
                                List.of(new Button("Да", null, "yes"), new Button("Открыть", "https://school.example/w/17", null)),
                                null),
                        sampleOutcome(),
                        new Exchanged(body(TEXT, ",\"image_url\":\"https://school.example/a.png\","
                                + "\"button\":{\"caption\":\"Открыть\",\"url\":\"https://school.example/w/17\"}"), taken())),
                sends("a text that is too long", "x".repeat(1001), Content.TEXT_ALONE, "skipped too_long"),
                new Case("an id of a bot's", () -> {
                    Submission toId = submission(MAIN, "01234567890A+/=", TEXT, Content.TEXT_ALONE, Instant.now().plusSeconds(60));
                    assertThat(outcomeOf(toId)).isEqualTo("skipped no_request");
                }),
                answers("an id by another name", FakeAnswer.json(202, "{\"messageId\":17}"), "sent 17"),
                answers("a refusal with a code", FakeAnswer.json(400, "{\"code\":1021}"), "permanent 1021"));
    }

    @Override
    protected List<Told> told() {
        return List.of(
                Told.of("delivered", Hook.json("{\"message_id\":\"m-17\",\"status\":\"DELIVERED\"}"), "receipt m-17 DELIVERED"),
                Told.of("seen", Hook.json("{\"message_id\":\"m-17\",\"status\":\"seen\"}"), "receipt m-17 READ"),
                Told.of("expired", Hook.json("{\"id\":\"m-17\",\"status\":\"expired\",\"code\":9}"), "receipt m-17 UNDELIVERED 9"),
                Told.of("several", Hook.json("[{\"messageId\":\"m-17\",\"status\":\"sent\"},{\"messageId\":\"m-18\",\"status\":\"read\"}]"),
                        "receipt m-17 ENROUTE", "receipt m-18 READ"),
                Told.of("a state that nobody knows", Hook.json("{\"id\":\"m-17\",\"status\":\"pondered\"}")));
    }

    @Override
    protected Hook signed(Hook hook) {
        return hook.header("X-Signature", Hmac.hex("HmacSHA256", SECRET, hook.body()));
    }

    private static Wanted body(String text, String more) {
        return Wanted.post("/messages").header("Authorization", "Bearer " + TOKEN)
                .json("{\"id\":\"" + DELIVERY + "\",\"from\":\"School\",\"to\":\"79161234567\",\"text\":\"" + text
                        + "\",\"ttl\":\"" + Wanted.ANY + "\",\"label\":\"transaction\"" + more + "}");
    }

    private static FakeAnswer taken() {
        return FakeAnswer.json(200, "{\"message_id\":\"m-17\"}");
    }
}
