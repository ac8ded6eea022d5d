package io.vestnik.channel.contract;

import io.vestnik.harness.FakeAnswer;
import io.vestnik.message.Content;
import io.vestnik.settings.ProviderSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Notices by phone number as {@code routes/egress/vk-notify.http.yaml} describes them, for a provider of channel vk. */
class VkNotifyContractTest extends HttpContract {

    private static final String TOKEN = "QWxhZGRpbjpvcGVuIHNlc2FtZQ==";
    private static final String PATH = "5up3r-long-path-of-the-webhook-key";

    @Override
    protected String channel() {
        return "vk";
    }

    @Override
    protected String api() {
        return "vk-notify";
    }

    @Override
    protected String address() {
        return "+79161230005";
    }

    @Override
    protected ProviderSettings settings(String name, String url, Duration timeout) {
        return settings(
                name, url, TOKEN, null,
                Map.of("service", "SCHOOL", "webhook-path", PATH, "status-url", "https://hub.example/hooks/channels/main/x"), "vk-notify",
                timeout);
    }

    @Override
    protected Exchanged sample() {
        return new Exchanged(asked("'text': '" + TEXT + "'"), json(200, "{'result': [{'code': 'OK', 'messageId': '12'}]}"));
    }

    @Override
    protected String sampleOutcome() {
        return "sent 12";
    }

    @Override
    protected Reaction revoked() {
        return new Reaction(FakeAnswer.empty(401), "configuration HTTP 401");
    }

    @Override
    protected Reaction errorInsideSuccess() {
        return new Reaction(json(200, "{'result': [{'code': 'TEMPLATE_NOT_FOUND'}]}"), "permanent TEMPLATE_NOT_FOUND");
    }

    @Override
    protected List<Case> sends() {
        return List.of(
                sends("a text", TEXT, Content.TEXT_ALONE, sampleOutcome(), sample()),
                sends("a template with names", TEXT, template(Map.of("time", "18:00")), sampleOutcome(),
                        new Exchanged(asked("'tmpl': 'lesson', 'tmpl_data': {'time': '18:00'}"), sample().answer())),
                sends("a template in its order", TEXT, template(List.of("Анна", "18:00")), sampleOutcome(),
                        new Exchanged(asked("'tmpl': 'lesson', 'tmpl_data': {'1': 'Анна', '2': '18:00'}"), sample().answer())),
                sendsTo("a user's id", "7770005", "skipped no_request"),
                answers("a bad request", json(400, "{'code': 'VALIDATION_FAILED'}"), "permanent VALIDATION_FAILED"),
                answers("no answer for it", json(200, "{'result': []}"), "unknown HTTP 200"));
    }

    private static Content template(Object body) {
        return new Content(null, null, Map.of("vk", Map.of("name", "lesson", "language", "ru", "body", body)));
    }

    @Override
    protected List<Told> told() {
        return List.of(
                Told.of("delivered", Hook.json("{\"messageId\": \"12\", \"status\": \"DELIVERED\"}"), "receipt 12 DELIVERED"),
                Told.of("on its way", Hook.json("{\"messageId\": \"12\", \"status\": \"sent\"}"), "receipt 12 ENROUTE"),
                Told.of("several", Hook.json("[{\"messageId\": \"12\", \"status\": \"read\"}, {\"id\": 13, \"status\": \"failed\", \"errorCode\": 5}]"),
                        "receipt 12 READ", "receipt 13 UNDELIVERED 5"),
                Told.of("another state", Hook.json("{\"messageId\": \"12\", \"status\": \"billed\"}")));
    }

    @Override
    protected Hook signed(Hook hook) {
        return hook.at("/" + PATH);
    }

    @Override
    protected Hook forged(Hook hook) {
        return hook.at("/5up3r-long-path-of-the-webhook-keY");
    }

    private static Wanted asked(String what) {
        return Wanted.post("/vk/messages").header("Authorization", "Key " + TOKEN).json(("{'messages': [{'phone': '+79161230005', 'service': 'SCHOOL',"
                + " 'routes': ['VK'], 'ttl': '" + Wanted.ANY + "', 'status_url': 'https://hub.example/hooks/channels/main/x',"
                + " 'callbackData': {'id': '" + DELIVERY + "'}, " + what + "}]}").replace('\'', '"'));
    }

    private static FakeAnswer json(int status, String body) {
        return FakeAnswer.json(status, body.replace('\'', '"'));
    }
}
