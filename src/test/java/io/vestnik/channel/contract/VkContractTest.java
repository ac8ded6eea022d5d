package io.vestnik.channel.contract;

import io.vestnik.harness.FakeAnswer;
import io.vestnik.message.Button;
import io.vestnik.message.Content;
import io.vestnik.message.Media;
import io.vestnik.settings.ProviderSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A community of VKontakte as {@code routes/egress/vk.http.yaml} describes it: messages.send and Callback API, version 5.199. */
class VkContractTest extends HttpContract {

    private static final String TOKEN = "vk1.a.token-of-the-community";
    private static final String SECRET = "vk-callback-secret";
    /** Made of the delivery's id: another one for each part. */
    private static final String RANDOM_ID = "1371436944";

    @Override
    protected String channel() {
        return "vk";
    }

    @Override
    protected String address() {
        return "7770002";
    }

    @Override
    protected ProviderSettings settings(String name, String url, Duration timeout) {
        return settings(
                name, url + "/method", TOKEN, null,
                Map.of("webhook-secret", SECRET, "group-id", "123456", "confirmation", "1a2b3c4d", "community", "school"), null, timeout);
    }

    @Override
    protected Exchanged sample() {
        return new Exchanged(asked(TEXT, Map.of()), json("{'response': 1234}"));
    }

    @Override
    protected String sampleOutcome() {
        return "accepted 1234";
    }

    @Override
    protected Reaction revoked() {
        return new Reaction(error(5, "User authorization failed: invalid access_token (4)."), "configuration 5");
    }

    @Override
    protected Reaction throttledInBody() {
        return new Reaction(error(6, "Too many requests per second"), "throttled 6 PT1S");
    }

    @Override
    protected Reaction errorInsideSuccess() {
        return new Reaction(error(914, "Message is too long"), "permanent 914");
    }

    @Override
    protected List<Case> sends() {
        Button link = new Button("Открыть", "https://school.example/w/17", null);
        Button reply = new Button("Буду", null, "y:1");
        String open = "{'action': {'type': 'open_link', 'label': 'Открыть', 'link': 'https://school.example/w/17'}}";
        String press = "{'action': {'type': 'text', 'label': 'Буду', 'payload': '{\\\"reply\\\":\\\"y:1\\\"}'}}";
        List<Case> cases = new ArrayList<>(List.of(
                sends("a text", TEXT, Content.TEXT_ALONE, sampleOutcome(), sample()),
                sends("a picture is left out", TEXT, new Content(List.of(new Media("image", "https://school.example/a.png", null)), null, null),
                        sampleOutcome(), sample()),
                sends("buttons", TEXT, new Content(null, List.of(link, reply), null), sampleOutcome(),
                        new Exchanged(asked(TEXT, keyboard("[" + open + "],[" + press + "]")), json("{'response': 1234}"))),
                sends("many buttons, two a row", TEXT, new Content(null, Collections.nCopies(7, link), null), sampleOutcome(),
                        new Exchanged(
                                asked(TEXT, keyboard(String.join(",", Collections.nCopies(3, "[" + open + "," + open + "]")) + ",[" + open + "]")),
                                json("{'response': 1234}"))),
                sends("as it answers for several", TEXT, Content.TEXT_ALONE, "accepted 5",
                        new Exchanged(sample().wanted(), json("{'response': [{'peer_id': 7770002, 'message_id': 5}]}"))),
                sendsTo("a phone number", "+79161230002", "skipped no_request")));
        Stream.of(
                        "1 transient 1", "10 transient 10", "14 transient 14", "9 transient 9",
                        "29 throttled 29 PT1H", "27 configuration 27", "28 configuration 28", "15 configuration 15",
                        "7 configuration 7", "17 configuration 17", "24 configuration 24", "203 configuration 203", "18 recipient 18",
                        "936 recipient 936", "2 permanent 2", "100 permanent 100", "113 permanent 113", "911 permanent 911",
                        "914 permanent 914", "917 permanent 917", "943 permanent 943", "944 permanent 944", "945 permanent 945")
                .map(row -> row.split(" ", 2))
                .forEach(row -> cases.add(answers("error " + row[0], error(Integer.parseInt(row[0]), "said"), row[1])));
        for (int code : new int[] {900, 901, 902}) {
            cases.add(andTells(answers("error " + code, error(code, "said"), "permanent " + code), "session 7770002 blocked"));
        }
        cases.add(andTells(answers("error 950", error(950, "said"), "permanent 950"), "session 7770002 closed"));
        cases.add(answers("error 7 of one user", error(7, "Permission denied: user can't be written to"), "permanent 7 user"));
        return cases;
    }

    @Override
    protected List<Told> told() {
        return List.of(
                Told.of("a message", event("message_new", "'message': {'id': 1, 'date': 5, 'peer_id': 7, 'from_id': 7, 'text': 'Да'}"),
                                "session 7 open", "reply 7 > 123456: Да #main:e1")
                        .answered(200, "ok"),
                Told.of("by a link", event("message_new", "'message': {'id': 1, 'date': 5, 'peer_id': 7, 'text': 'Начать', 'ref': 'tok-en'}"),
                        "session 7 open tok-en", "session 7 open", "reply 7 > 123456: Начать #main:e1"),
                Told.of("a button of ours",
                        event("message_new", "'message': {'id': 1, 'date': 5, 'peer_id': 7, 'text': 'Буду', 'payload': '{\\\"reply\\\":\\\"y:1\\\"}'}"),
                        "session 7 open", "reply 7 > 123456: y:1 #main:e1"),
                Told.of("another button", event("message_event", "'user_id': 7, 'peer_id': 7, 'event_id': 'q', 'payload': {'a': 1}"),
                        "session 7 open", "reply 7 > 123456: {\"a\":1} #main:e1"),
                Told.of("allowed", event("message_allow", "'user_id': 7, 'key': 'tok-en'"), "session 7 open tok-en"),
                Told.of("allowed without a key", event("message_allow", "'user_id': 7, 'key': ''"), "session 7 open"),
                Told.of("denied", event("message_deny", "'user_id': 7"), "session 7 blocked").answered(200, "ok"),
                Told.of("read", event("message_read", "'from_id': 7, 'peer_id': 7, 'read_message_id': 1234"), "receipt 1234 READ"),
                Told.of("what nobody asked for", event("wall_post_new", "'id': 1")).answered(200, "ok"),
                Told.of("the first question", Hook.json("{\"type\": \"confirmation\", \"group_id\": 123456}"))
                        .unsigned().answered(200, "1a2b3c4d"),
                Told.of("the first question of another community", Hook.json("{\"type\": \"confirmation\", \"group_id\": 1}"))
                        .unsigned().answered(403, null));
    }

    @Override
    protected Hook signed(Hook hook) {
        return hook.body(hook.body().replaceFirst("^\\{", "{\"secret\": \"" + SECRET + "\", "));
    }

    @Override
    protected Hook forged(Hook hook) {
        return hook.body(hook.body().replaceFirst("^\\{", "{\"secret\": \"vk-callback-secreT\", "));
    }

    private static Hook event(String type, String object) {
        return Hook.json("{\"type\": \"" + type + "\", \"group_id\": 123456, \"event_id\": \"e1\", \"v\": \"5.199\", \"object\": {"
                + object.replace('\'', '"') + "}}");
    }

    private static Wanted asked(String text, Map<String, String> more) {
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "access_token", TOKEN, "v", "5.199", "peer_id", "7770002", "random_id", RANDOM_ID, "message", text));
        form.putAll(more);
        return Wanted.post("/method/messages.send").form(form);
    }

    private static Map<String, String> keyboard(String rows) {
        return Map.of("keyboard", ("{'inline':true,'buttons':[" + rows + "]}").replace(": ", ":").replace(", '", ",'").replace('\'', '"'));
    }

    private static FakeAnswer error(int code, String message) {
        return FakeAnswer.json(200, "{\"error\":{\"error_code\":" + code + ",\"error_msg\":\"" + message + "\",\"request_params\":[]}}");
    }

    private static FakeAnswer json(String body) {
        return FakeAnswer.json(200, body.replace('\'', '"'));
    }
}
