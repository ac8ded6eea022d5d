package io.vestnik.channel.contract;

import io.vestnik.harness.FakeAnswer;
import io.vestnik.message.Button;
import io.vestnik.message.Content;
import io.vestnik.message.Media;
import io.vestnik.settings.ProviderSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The messenger MAX as {@code routes/egress/max.http.yaml} describes it: dev.max.ru/docs-api. */
class MaxContractTest extends HttpContract {

    private static final String TOKEN = "f9LHodD0cOL-token-of-the-bot";
    private static final String SECRET = "max-webhook-secret";

    @Override
    protected String channel() {
        return "max";
    }

    @Override
    protected String address() {
        return "7770004";
    }

    @Override
    protected ProviderSettings settings(String name, String url, Duration timeout) {
        return settings(name, url, TOKEN, null, Map.of("webhook-secret", SECRET, "bot-name", "school_bot"), null, timeout);
    }

    @Override
    protected Exchanged sample() {
        return new Exchanged(asked("user_id", "7770004", "'text': '" + TEXT + "'"), json(200,
                "{'message': {'recipient': {'chat_id': 70, 'user_id': 7770004, 'chat_type': 'dialog'}, 'timestamp': 1, 'body': {'mid': 'mid.1', 'seq': 1}}}"));
    }

    @Override
    protected String sampleOutcome() {
        return "accepted mid.1";
    }

    @Override
    protected Reaction revoked() {
        return new Reaction(error(401, "verify.token"), "configuration 401 verify.token");
    }

    @Override
    protected List<Case> sends() {
        Media image = new Media("image", "https://school.example/a.png", null);
        Media document = new Media("document", "https://school.example/a.pdf", null);
        List<Button> buttons = List.of(new Button("Открыть", "https://school.example/w/17", null), new Button("Буду", null, "y:1"));
        return List.of(
                sends("a text", TEXT, Content.TEXT_ALONE, sampleOutcome(), sample()),
                sends("an image and buttons; a document is left out", TEXT, new Content(List.of(image, document), buttons, null), sampleOutcome(),
                        new Exchanged(asked("user_id", "7770004", "'text': '" + TEXT + "', 'attachments': ["
                                + "{'type': 'image', 'payload': {'url': 'https://school.example/a.png'}},"
                                + "{'type': 'inline_keyboard', 'payload': {'buttons': ["
                                + "[{'type': 'link', 'text': 'Открыть', 'url': 'https://school.example/w/17'}],"
                                + "[{'type': 'callback', 'text': 'Буду', 'payload': 'y:1'}]]}}]"), sample().answer())),
                sendsTo("a group", "-70", sampleOutcome(), new Exchanged(asked("chat_id", "-70", "'text': '" + TEXT + "'"), sample().answer())),
                sends("a long text", "x".repeat(4001), Content.TEXT_ALONE, "accepted mid.1,mid.1",
                        new Exchanged(asked("user_id", "7770004", "'text': '" + "x".repeat(4000) + "'"), sample().answer()),
                        new Exchanged(asked("user_id", "7770004", "'text': 'x'"), sample().answer())),
                answers("a picture that is fetched still", error(400, "attachment.not.ready"), "transient 400 attachment.not.ready"),
                answers("a bad request", error(400, "proto.payload"), "permanent 400 proto.payload"),
                andTells(answers("a bot that was stopped", error(403, "chat.denied"), "permanent 403 chat.denied"), "session 7770004 blocked"),
                answers("a proxy that refuses us", FakeAnswer.of(403, "text/html", "<html>"), "configuration HTTP 403"),
                andTells(answers("nobody", error(404, "dialog.not.found"), "permanent 404 dialog.not.found"), "session 7770004 blocked"),
                answers("no such path", error(404, "not.found"), "configuration 404 not.found"),
                answers("no such method", error(405, "method.not.allowed"), "permanent 405 method.not.allowed"),
                answers("too many", error(429, "too.many.requests"), "throttled 429 too.many.requests"),
                answers("away", error(503, "service.unavailable"), "transient 503 service.unavailable"),
                answers("a success without a message", json(200, "{'message': 'ok'}"), "unknown HTTP 200"));
    }

    @Override
    protected List<Told> told() {
        String user = "{'user_id': 7, 'first_name': 'Анна', 'is_bot': false}";
        return List.of(
                Told.of("a message", update("message_created", "'message': {'sender': " + user + ", 'recipient': {'chat_id': 70, 'chat_type': 'dialog',"
                                + " 'user_id': 9}, 'timestamp': 1700000000123, 'body': {'mid': 'mid.2', 'seq': 2, 'text': 'Да'}}"),
                        "session 7 open", "reply 7 > 9: Да #main:mid.2"),
                Told.of("a message in a group", update("message_created", "'message': {'sender': " + user
                                + ", 'recipient': {'chat_id': -70, 'chat_type': 'chat', 'user_id': null}, 'body': {'mid': 'mid.3', 'text': null}}"),
                        "session -70 open", "reply -70 > :  #main:mid.3"),
                Told.of("a button", update("message_callback", "'callback': {'timestamp': 1, 'callback_id': 'cb1', 'payload': 'y:1', 'user': " + user
                                + "}, 'message': {'recipient': {'chat_id': 70, 'chat_type': 'dialog'}}"),
                        "session 7 open", "reply 7 > : y:1 #main:cb1"),
                Told.of("a button of a message that is gone",
                        update("message_callback", "'callback': {'callback_id': 'cb2', 'payload': 'y:1', 'user': " + user + "}, 'message': null"),
                        "session 7 open", "reply 7 > : y:1 #main:cb2"),
                Told.of("started by a link", update("bot_started", "'chat_id': 70, 'user': " + user + ", 'payload': 'tok-en'"), "session 7 open tok-en"),
                Told.of("started", update("bot_started", "'chat_id': 70, 'user': " + user + ", 'payload': null"), "session 7 open"),
                Told.of("stopped", update("bot_stopped", "'chat_id': 70, 'user': " + user), "session 7 blocked"),
                Told.of("removed", update("dialog_removed", "'chat_id': 70, 'user': " + user), "session 7 blocked"),
                Told.of("what nobody asked for", update("chat_title_changed", "'chat_id': -70, 'title': 'x'")));
    }

    @Override
    protected Hook signed(Hook hook) {
        return hook.header("X-Max-Bot-Api-Secret", SECRET);
    }

    @Override
    protected Hook forged(Hook hook) {
        return hook.header("X-Max-Bot-Api-Secret", "max-webhook-secreT");
    }

    private static Hook update(String type, String told) {
        return Hook.json(("{'update_type': '" + type + "', 'timestamp': 1700000000123, " + told + "}").replace('\'', '"'));
    }

    private static Wanted asked(String name, String recipient, String body) {
        return Wanted.post("/messages").query(name, recipient).header("Authorization", TOKEN).json("{" + body.replace('\'', '"') + "}");
    }

    private static FakeAnswer error(int status, String code) {
        return FakeAnswer.json(status, "{\"code\":\"" + code + "\",\"message\":\"said\"}");
    }

    private static FakeAnswer json(int status, String body) {
        return FakeAnswer.json(status, body.replace('\'', '"'));
    }
}
