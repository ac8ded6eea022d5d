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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class ViberContractTest extends HttpContract {

    private static final String TOKEN = "445da6az1s345z78-dazcczb2542zv51a-e0vc5fva17480im9";
    private static final String PERSON = "01234567890A+/=";
    private static final String PICTURE = "https://school.example/a.jpg";

    @Override
    protected String channel() {
        return "viber";
    }

    @Override
    protected String address() {
        return PERSON;
    }

    @Override
    protected ProviderSettings settings(String name, String url, Duration timeout) {
        return settings(name, url + "/pa", TOKEN, null, Map.of("chat-uri", "school"), null, timeout);
    }

    @Override
    protected Exchanged sample() {
        return new Exchanged(body("\"type\":\"text\",\"text\":\"" + TEXT + "\""), status(0));
    }

    @Override
    protected String sampleOutcome() {
        return "sent 5741311803571721087";
    }

    @Override
    protected Reaction revoked() {
        return new Reaction(status(2), "configuration 2");
    }

    @Override
    protected Reaction errorInsideSuccess() {
        return new Reaction(status(3), "permanent 3");
    }

    @Override
    protected List<Case> sends() {
        List<Case> cases = new ArrayList<>(List.of(
                carried("a text", TEXT, Content.TEXT_ALONE, "\"type\":\"text\",\"text\":\"" + TEXT + "\""),
                sends("a text that is too long", "x".repeat(7001), Content.TEXT_ALONE, "skipped too_long"),
                carried("a picture with its text", TEXT, media("image", PICTURE), "\"type\":\"picture\",\"text\":\"" + TEXT + "\",\"media\":\"" + PICTURE + "\""),
                carried("a text that is too long for a picture goes alone", "x".repeat(769), media("image", PICTURE),
                        "\"type\":\"text\",\"text\":\"" + "x".repeat(769) + "\""),
                carried("a film alone", "", media("video", "https://school.example/a.mp4"),
                        "\"type\":\"video\",\"media\":\"https://school.example/a.mp4\",\"size\":1000000"),
                carried("a file alone", "", media("document", "https://school.example/plan.pdf"),
                        "\"type\":\"file\",\"media\":\"https://school.example/plan.pdf\",\"size\":1000000,\"file_name\":\"plan.pdf\""),
                carried("a text with a file goes alone", TEXT, media("document", "https://school.example/plan.pdf"),
                        "\"type\":\"text\",\"text\":\"" + TEXT + "\""),
                carried("a keyboard", TEXT, new Content(List.of(), List.of(
                                new Button("Да", null, "yes"), new Button("Открыть", "https://school.example/w/17", null)), null),
                        "\"type\":\"text\",\"text\":\"" + TEXT + "\",\"keyboard\":{\"Type\":\"keyboard\",\"DefaultHeight\":false,\"Buttons\":["
                                + "{\"Columns\":6,\"Rows\":1,\"Text\":\"Да\",\"ActionType\":\"reply\",\"ActionBody\":\"yes\"},"
                                + "{\"Columns\":6,\"Rows\":1,\"Text\":\"Открыть\",\"ActionType\":\"open-url\",\"ActionBody\":\"https://school.example/w/17\"}]}"),
                new Case("a phone number", () -> {
                    Submission toPhone = submission(MAIN, "+79161234567", TEXT, Content.TEXT_ALONE, Instant.now().plusSeconds(60));
                    assertThat(outcomeOf(toPhone)).isEqualTo("skipped no_request");
                })));
        Map.of("configuration", List.of(2, 7, 8, 9, 10, 15, 23, 24),
                        "permanent", List.of(1, 3, 4, 11, 13, 14, 16, 17, 18, 19, 20, 21, 22),
                        "recipient", List.of(5),
                        "throttled", List.of(12),
                        "transient", List.of(25, 99))
                .forEach((kind, codes) -> codes.forEach(code ->
                        cases.add(answers("status " + code + " is " + kind, status(code), kind + " " + code))));
        cases.add(andTells(answers("status 6 is no subscriber", status(6), "permanent 6"), "session " + PERSON + " blocked"));
        return cases;
    }

    @Override
    protected List<Told> told() {
        return List.of(
                Told.of("delivered", event("delivered", "\"message_token\":5741311803571721087,\"user_id\":\"" + PERSON + "\""),
                        "receipt 5741311803571721087 DELIVERED"),
                Told.of("seen", event("seen", "\"message_token\":5741311803571721087,\"user_id\":\"" + PERSON + "\""),
                        "receipt 5741311803571721087 READ"),
                Told.of("failed", event("failed", "\"message_token\":5741311803571721087,\"user_id\":\"" + PERSON + "\",\"desc\":\"no device\""),
                        "receipt 5741311803571721087 UNDELIVERED no device"),
                Told.of("a word of a subscriber's", event("message", "\"message_token\":4912661846655238145,\"sender\":{\"id\":\"" + PERSON
                                + "\",\"name\":\"Анна\"},\"message\":{\"type\":\"text\",\"text\":\"Да\"}"),
                        "session " + PERSON + " open", "reply " + PERSON + " > main: Да #main:4912661846655238145"),
                Told.of("a picture of a subscriber's", event("message", "\"message_token\":4912661846655238146,\"sender\":{\"id\":\"" + PERSON
                                + "\"},\"message\":{\"type\":\"picture\",\"media\":\"https://dl.example/1\"}"),
                        "session " + PERSON + " open", "reply " + PERSON + " > main: [picture] #main:4912661846655238146"),
                Told.of("a subscription", event("subscribed", "\"user\":{\"id\":\"" + PERSON + "\"}"), "session " + PERSON + " open"),
                Told.of("its end", event("unsubscribed", "\"user_id\":\"" + PERSON + "\""), "session " + PERSON + " blocked"),
                Told.of("a beginning by a link", event("conversation_started",
                                "\"type\":\"open\",\"context\":\"tok-17\",\"user\":{\"id\":\"" + PERSON + "\"},\"subscribed\":false"),
                        "session " + PERSON + " open tok-17"),
                Told.of("a beginning of somebody who has not subscribed", event("conversation_started",
                        "\"type\":\"open\",\"user\":{\"id\":\"" + PERSON + "\"},\"subscribed\":false")),
                Told.of("the call of set_webhook", event("webhook", "\"message_token\":1")).answered(200, null));
    }

    @Override
    protected Hook signed(Hook hook) {
        return hook.header("X-Viber-Content-Signature", Hmac.hex("HmacSHA256", TOKEN, hook.body()));
    }

    private Case carried(String name, String text, Content content, String rest) {
        return sends(name, text, content, sampleOutcome(), new Exchanged(body(rest), status(0)));
    }

    private static Wanted body(String rest) {
        return Wanted.post("/pa/send_message").header("X-Viber-Auth-Token", TOKEN)
                .json("{\"receiver\":\"" + PERSON + "\",\"min_api_version\":1,\"tracking_data\":\"" + DELIVERY
                        + "\",\"sender\":{\"name\":\"SCHOOL\"}," + rest + "}");
    }

    private static Content media(String type, String url) {
        return new Content(List.of(new Media(type, url, null)), List.of(), null);
    }

    private static FakeAnswer status(int status) {
        return FakeAnswer.json(200, "{\"status\":" + status + ",\"status_message\":\"as it is\""
                + (status == 0 ? ",\"message_token\":5741311803571721087,\"chat_hostname\":\"SN-376_\",\"billing_status\":1" : "") + "}");
    }

    private static Hook event(String event, String members) {
        return Hook.json("{\"event\":\"" + event + "\",\"timestamp\":1700000000123," + members + "}");
    }
}
