package io.vestnik.channel.contract;

import io.vestnik.harness.FakeAnswer;
import io.vestnik.message.Button;
import io.vestnik.message.Content;
import io.vestnik.message.Media;
import io.vestnik.settings.ProviderSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A group of Odnoklassniki as {@code routes/egress/ok.http.yaml} describes it: apiok.ru/en/dev/graph_api. */
class OkContractTest extends HttpContract {

    private static final String TOKEN = "tkn1ok-group-token";
    private static final String PATH = "5up3r-long-path-of-the-webhook";

    @Override
    protected String channel() {
        return "ok";
    }

    @Override
    protected String address() {
        return "user:7770003";
    }

    @Override
    protected ProviderSettings settings(String name, String url, Duration timeout) {
        return settings(name, url + "/graph", TOKEN, null, Map.of("webhook-path", PATH), null, timeout);
    }

    @Override
    protected Collection<String> secrets() {
        return List.of(TOKEN, PATH);
    }

    @Override
    protected Exchanged sample() {
        return new Exchanged(
                asked("/graph/me/messages", "'user_id': 'user:7770003'", "'text': '" + TEXT + "'"),
                json(200, "{'recipient': {'chat_id': 'chat:C3'}, 'message_id': 'mid:C3.1'}"));
    }

    @Override
    protected String sampleOutcome() {
        return "accepted mid:C3.1";
    }

    @Override
    protected Reaction revoked() {
        return new Reaction(error(200, 102, "PARAM_SESSION_EXPIRED"), "configuration 102");
    }

    @Override
    protected Reaction errorInsideSuccess() {
        return new Reaction(error(200, 100, "PARAM : Invalid parameter"), "permanent 100");
    }

    @Override
    protected List<Case> sends() {
        Media image = new Media("image", "https://school.example/a.png", null);
        Media film = new Media("video", "https://school.example/b.mp4", null);
        List<Button> buttons = List.of(new Button("Открыть", "https://school.example/w/17", null), new Button("Буду", null, "y:1"));
        List<Case> cases = new ArrayList<>(List.of(
                sends("a text", TEXT, Content.TEXT_ALONE, sampleOutcome(), sample()),
                sends("an image and buttons; a film is left out", TEXT, new Content(List.of(image, film), buttons, null), sampleOutcome(),
                        new Exchanged(
                                asked("/graph/me/messages", "'user_id': 'user:7770003'", "'text': '" + TEXT + "', 'attachments': ["
                                        + "{'type': 'IMAGE', 'payload': {'url': 'https://school.example/a.png'}},"
                                        + "{'type': 'INLINE_KEYBOARD', 'payload': {'keyboard': {'buttons': ["
                                        + "[{'type': 'LINK', 'text': 'Открыть', 'url': 'https://school.example/w/17', 'intent': 'DEFAULT'}],"
                                        + "[{'type': 'CALLBACK', 'text': 'Буду', 'payload': 'y:1', 'intent': 'DEFAULT'}]]}}}]"),
                                sample().answer())),
                sendsTo("a chat", "chat:C3ecb", "accepted mid:C3.1", new Exchanged(
                        asked("/graph/me/messages/chat:C3ecb", "'chat_id': 'chat:C3ecb'", "'text': '" + TEXT + "'"), sample().answer())),
                sendsTo("a phone number", "+79161230003", "skipped no_request"),
                answers("as it answers for several", json(200, "{'success': [true], 'chat_ids': ['chat:C1']}"), "accepted chat:C1"),
                andTells(answers("not allowed", json(200, "{'success': [false]}"), "permanent not_allowed"), "session user:7770003 blocked"),
                answers("its own 403", error(403, 10, "PERMISSION_DENIED"), "permanent 10")));
        for (String row : List.of(
                "1 transient 1", "2 transient 2", "7 throttled 7", "8 throttled 8", "11 throttled 11", "9 configuration 9",
                "10 permanent 10", "101 configuration 101", "103 configuration 103", "104 configuration 104", "451 configuration 451",
                "453 configuration 453")) {
            String[] words = row.split(" ", 2);
            cases.add(answers("error " + words[0], error(200, Integer.parseInt(words[0]), "said"), words[1]));
        }
        for (int code : new int[] {455, 457, 458}) {
            cases.add(andTells(answers("error " + code, error(200, code, "said"), "permanent " + code), "session user:7770003 blocked"));
        }
        return cases;
    }

    @Override
    protected List<Told> told() {
        return List.of(
                Told.of("a message", Hook.json(quoted("{'webhookType':'MESSAGE_CREATED','sender':{'user_id':'user:1'},'recipient':{'chat_id':'chat:C3'},"
                                + "'message':{'text':'Да','seq':98211023614189660,'mid':'mid:C3.9','attachments':[]},'timestamp':1498581292941}")),
                        "session user:1 open", "reply user:1 > chat:C3: Да #main:mid:C3.9"),
                Told.of("a message without its type", Hook.json(quoted("{'sender':{'user_id':'user:1'},'recipient':{'chat_id':'chat:C3'},"
                                + "'message':{'text':'Да','mid':'mid:C3.9'},'timestamp':1498581292941}")),
                        "session user:1 open", "reply user:1 > chat:C3: Да #main:mid:C3.9"),
                Told.of("a button", Hook.json(quoted("{'webhookType':'MESSAGE_CALLBACK','sender':{'user_id':'user:1'},'recipient':{'chat_id':'chat:C3'},"
                                + "'payload':'y:1','callbackId':'cb1','timestamp':1498581292941}")),
                        "session user:1 open", "reply user:1 > chat:C3: y:1 #main:cb1"),
                Told.of("what nobody asked for", Hook.json(quoted("{'webhookType':'CHAT_SYSTEM','timestamp':1498581292941}"))));
    }

    @Override
    protected Hook signed(Hook hook) {
        return hook.at("/" + PATH);
    }

    @Override
    protected Hook forged(Hook hook) {
        return hook.at("/5up3r-long-path-of-the-webhooK");
    }

    private static Wanted asked(String path, String recipient, String message) {
        return Wanted.post(path).query("access_token", TOKEN)
                .json(quoted("{'recipient': {" + recipient + "}, 'message': {" + message + "}}"));
    }

    private static FakeAnswer error(int status, int code, String message) {
        return FakeAnswer.json(status, "{\"error_code\":" + code + ",\"error_msg\":\"" + message + "\"}");
    }

    private static FakeAnswer json(int status, String body) {
        return FakeAnswer.json(status, quoted(body));
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }
}
