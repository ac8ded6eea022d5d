package io.vestnik.channel.contract;

import io.vestnik.harness.FakeAnswer;
import io.vestnik.harness.FakeTelegram;
import io.vestnik.message.Button;
import io.vestnik.message.Content;
import io.vestnik.message.Media;
import io.vestnik.settings.ProviderSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Telegram as {@code routes/egress/telegram.http.yaml} describes it: core.telegram.org/bots/api. */
class TelegramContractTest extends HttpContract {

    private static final String SECRET = "telegram-webhook-secret";
    private static final Button LINK = new Button("Открыть", "https://school.example/w/17", null);
    private static final Button REPLY = new Button("Буду", null, "y:1");

    @Override
    protected String channel() {
        return "telegram";
    }

    @Override
    protected String address() {
        return "7770001";
    }

    @Override
    protected ProviderSettings settings(String name, String url, Duration timeout) {
        return settings(name, url, FakeTelegram.TOKEN, null, Map.of("webhook-secret", SECRET, "updates", "webhook"), null, timeout);
    }

    @Override
    protected Exchanged sample() {
        return new Exchanged(asked("sendMessage", "'text': '" + TEXT + "'"), taken(42));
    }

    @Override
    protected String sampleOutcome() {
        return "accepted 7770001:42";
    }

    @Override
    protected Reaction revoked() {
        return new Reaction(refused(401, "Unauthorized"), "configuration 401 Unauthorized");
    }

    @Override
    protected Reaction throttledInBody() {
        return new Reaction(
                json(429, "{'ok':false,'error_code':429,'description':'Too Many Requests: retry after 5','parameters':{'retry_after':5}}"),
                "throttled 429 Too Many Requests: retry after 5 PT5S");
    }

    @Override
    protected Reaction errorInsideSuccess() {
        return new Reaction(
                json(200, "{'ok':false,'error_code':400,'description':'Bad Request: message is too long'}"),
                "permanent 400 Bad Request: message is too long");
    }

    /** The Bot API says so when it is busy: nothing was taken. */
    @Override
    protected Case boring(Boring boring) {
        return switch (boring) {
            case BAD_GATEWAY_502 -> answers("bad gateway 502", FakeAnswer.of(502, "text/html", "<html>"), "transient HTTP 502");
            case GATEWAY_TIME_OUT_504 -> answers("gateway time-out 504", FakeAnswer.empty(504), "transient HTTP 504");
            default -> super.boring(boring);
        };
    }

    @Override
    protected List<Case> sends() {
        String photo = "https://school.example/a.png";
        Media image = new Media("image", photo, null);
        Media video = new Media("video", "https://school.example/b.mp4", null);
        String keyboard = ", 'reply_markup': {'inline_keyboard': [[{'text': 'Открыть', 'url': 'https://school.example/w/17'}],"
                + " [{'text': 'Буду', 'callback_data': 'y:1'}]]}";
        String two = "слово ".repeat(700).strip();
        List<Case> cases = new ArrayList<>(List.of(
                sends("a text", TEXT, Content.TEXT_ALONE, sampleOutcome(), sample()),
                sends("buttons", TEXT, new Content(null, List.of(LINK, REPLY), null), sampleOutcome(),
                        new Exchanged(asked("sendMessage", "'text': '" + TEXT + "'" + keyboard), taken(42))),
                sends("an image with buttons", TEXT, new Content(List.of(image, video), List.of(LINK, REPLY), null), sampleOutcome(),
                        new Exchanged(asked("sendPhoto", "'caption': '" + TEXT + "', 'photo': '" + photo + "'" + keyboard), taken(42))),
                media("sendVideo", "video"),
                media("sendAudio", "audio"),
                media("sendDocument", "document"),
                sends("an album", TEXT, new Content(List.of(image, video), null, null), sampleOutcome(), new Exchanged(
                        asked("sendMediaGroup", "'media': [{'type': 'photo', 'media': '" + photo + "', 'caption': '" + TEXT
                                + "'}, {'type': 'video', 'media': 'https://school.example/b.mp4'}]"),
                        json(200, "{'ok':true,'result':[{'message_id':42,'chat':{'id':7770001}},{'message_id':43,'chat':{'id':7770001}}]}"))),
                sends("media that make no album: the first with the text", TEXT,
                        new Content(List.of(image, new Media("document", "https://school.example/c.pdf", "c.pdf")), null, null), sampleOutcome(),
                        new Exchanged(asked("sendPhoto", "'caption': '" + TEXT + "', 'photo': '" + photo + "'"), taken(42))),
                sends("an image with a text that is no caption any more", "x".repeat(1025), new Content(List.of(image), null, null),
                        sampleOutcome(), new Exchanged(
                                asked("sendMessage", "'text': '" + "x".repeat(1025) + "', 'link_preview_options': {'url': '" + photo
                                        + "', 'prefer_large_media': true, 'show_above_text': true}"),
                                taken(42))),
                sends("a long text with an image and buttons", two, new Content(List.of(image), List.of(REPLY), null),
                        "accepted 7770001:42,7770001:43",
                        new Exchanged(
                                asked("sendMessage", "'text': '" + "слово ".repeat(682).strip() + "', 'link_preview_options': {'url': '"
                                        + photo + "', 'prefer_large_media': true, 'show_above_text': true}"),
                                taken(42)),
                        new Exchanged(
                                asked("sendMessage", "'text': '" + "слово ".repeat(18).strip()
                                        + "', 'reply_markup': {'inline_keyboard': [[{'text': 'Буду', 'callback_data': 'y:1'}]]}"),
                                taken(43))),
                sends("a long text whose second part is not taken", two, Content.TEXT_ALONE, "unknown part 2: 429 Too Many",
                        new Exchanged(asked("sendMessage", "'text': '" + "слово ".repeat(682).strip() + "'"), taken(42)),
                        new Exchanged(asked("sendMessage", "'text': '" + "слово ".repeat(18).strip() + "'"), refused(429, "Too Many"))),
                sends("a long text whose second part is not answered", two, Content.TEXT_ALONE, "unknown part 2: no_answer",
                        new Exchanged(asked("sendMessage", "'text': '" + "слово ".repeat(682).strip() + "'"), taken(42)),
                        new Exchanged(asked("sendMessage", "'text': '" + "слово ".repeat(18).strip() + "'"), FakeAnswer.unanswered())),
                sends("a group that moved", TEXT, Content.TEXT_ALONE, "accepted -1007:42",
                        new Exchanged(sample().wanted(), moved()),
                        new Exchanged(
                                post("sendMessage").json("{\"chat_id\": \"-1007\", \"text\": \"" + TEXT + "\"}"),
                                json(200, "{'ok':true,'result':{'message_id':42,'chat':{'id':-1007}}}"))),
                sends("a group that moves on and on", TEXT, Content.TEXT_ALONE, "recipient moved",
                        new Exchanged(sample().wanted(), moved()),
                        new Exchanged(post("sendMessage").json("{\"chat_id\": \"-1007\", \"text\": \"" + TEXT + "\"}"), moved())),
                answers("a success without a message", json(200, "{'ok':true,'result':{}}"), "unknown HTTP 200"),
                answers("no result", json(200, "{'ok':true}"), "unknown HTTP 200"),
                answers("another JSON", json(200, "[]"), "unknown HTTP 200"),
                answers("neither ok nor not", json(200, "{'ok':'yes'}"), "unknown HTTP 200"),
                answers("a captive portal", FakeAnswer.of(302, "text/html", "moved").header("Location", "http://nowhere.invalid/"),
                        "configuration HTTP 302"),
                answers("a proxy that refuses us", FakeAnswer.of(403, "text/html", "<html>"), "configuration HTTP 403")));
        String[][] refusals = {
            {"400", "Bad Request: chat not found", "permanent"},
            {"400", "Bad Request: user not found", "permanent"},
            {"400", "Bad Request: PEER_ID_INVALID", "permanent"},
            {"400", "Bad Request: can't parse entities", "permanent"},
            {"400", "Bad Request: message is too long", "permanent"},
            {"400", "Bad Request: message text is empty", "permanent"},
            {"400", "Bad Request: BUTTON_DATA_INVALID", "permanent"},
            {"403", "Forbidden: bot was blocked by the user", "permanent"},
            {"403", "Forbidden: user is deactivated", "recipient"},
            {"403", "Forbidden: bot can't initiate conversation with a user", "permanent"},
            {"403", "Forbidden: bot was kicked from the group chat", "permanent"},
            {"403", "Forbidden: bot is not a member of the channel chat", "permanent"},
            {"404", "Not Found", "configuration"},
            {"409", "Conflict: terminated by other getUpdates request", "configuration"},
            {"413", "Request Entity Too Large", "permanent"},
            {"429", "Too Many Requests", "throttled"}
        };
        for (String[] row : refusals) {
            int code = Integer.parseInt(row[0]);
            String outcome = row[2] + " " + code + " " + row[1];
            Case answers = answers(row[1], refused(code, row[1]), outcome);
            boolean blocked = code == 403 ? !row[2].equals("recipient") : row[1].matches(".*(not found|PEER_ID_INVALID)");
            cases.add(blocked ? andTells(answers, "session 7770001 blocked") : answers);
        }
        cases.add(answers("its own 500", refused(500, "Internal Server Error"), "transient 500 Internal Server Error"));
        cases.add(answers("its own 502", refused(502, "Bad Gateway"), "transient 502 Bad Gateway"));
        return cases;
    }

    private Case media(String method, String type) {
        String url = "https://school.example/" + type;
        return sends(type, TEXT, new Content(List.of(new Media(type, url, "name")), null, null), sampleOutcome(),
                new Exchanged(asked(method, "'caption': '" + TEXT + "', '" + type + "': '" + url + "'"), taken(42)));
    }

    @Override
    protected List<Told> told() {
        return List.of(
                Told.of("a message", update("'message': {'message_id': 3, 'date': 5, 'from': {'is_bot': false}, 'chat': {'id': 7}, 'text': 'Да'}"),
                        "session 7 open", "reply 7 > 4839574812: Да #main:7:3"),
                Told.of("a picture", update("'message': {'message_id': 4, 'date': 5, 'chat': {'id': 7}, 'photo': [], 'caption': 'look'}"),
                        "session 7 open", "reply 7 > 4839574812: look #main:7:4"),
                Told.of("a bot", update("'message': {'message_id': 5, 'date': 5, 'from': {'is_bot': true}, 'chat': {'id': -7}, 'sticker': {}}"),
                        "reply -7 > 4839574812:  #main:-7:5 bot"),
                Told.of("start by a link", update("'message': {'message_id': 6, 'date': 5, 'chat': {'id': 7}, 'text': '/start tok-en_1'}"),
                        "session 7 open tok-en_1"),
                Told.of("a bare start", update("'message': {'message_id': 7, 'date': 5, 'chat': {'id': 7}, 'text': '/start'}"),
                        "session 7 open", "reply 7 > 4839574812: /start #main:7:7"),
                Told.of("a button", update("'callback_query': {'id': '99', 'from': {'id': 7}, 'message': {'chat': {'id': 7}}, 'data': 'y:1'}"),
                        "session 7 open", "reply 7 > 4839574812: y:1 #main:99"),
                Told.of("blocked", update("'my_chat_member': {'chat': {'id': 7}, 'date': 9, 'new_chat_member': {'status': 'kicked'}}"),
                        "session 7 blocked"),
                Told.of("let in again", update("'my_chat_member': {'chat': {'id': 7}, 'date': 9, 'new_chat_member': {'status': 'member'}}"),
                        "session 7 open"),
                Told.of("what nobody asked for", update("'edited_message': {}")));
    }

    @Override
    protected Hook signed(Hook hook) {
        return hook.header("X-Telegram-Bot-Api-Secret-Token", SECRET);
    }

    @Override
    protected Hook forged(Hook hook) {
        return hook.header("X-Telegram-Bot-Api-Secret-Token", "telegram-webhook-secreT");
    }

    private static Hook update(String told) {
        return Hook.json("{'update_id': 1, ".replace('\'', '"') + told.replace('\'', '"') + "}");
    }

    private Wanted asked(String method, String fields) {
        return post(method).json("{\"chat_id\": \"7770001\", " + fields.replace('\'', '"') + "}");
    }

    private static Wanted post(String method) {
        return Wanted.post("/bot" + FakeTelegram.TOKEN + "/" + method);
    }

    private static FakeAnswer taken(int message) {
        return json(200, "{'ok':true,'result':{'message_id':" + message + ",'date':1700000000,'chat':{'id':7770001}}}");
    }

    private static FakeAnswer refused(int code, String description) {
        return FakeAnswer.json(code, "{\"ok\":false,\"error_code\":" + code + ",\"description\":\"" + description + "\"}");
    }

    private static FakeAnswer moved() {
        return json(400, "{'ok':false,'error_code':400,'description':'Bad Request: group chat was upgraded to a supergroup chat',"
                + "'parameters':{'migrate_to_chat_id':-1007}}");
    }

    private static FakeAnswer json(int status, String body) {
        return FakeAnswer.json(status, body.replace('\'', '"'));
    }
}
