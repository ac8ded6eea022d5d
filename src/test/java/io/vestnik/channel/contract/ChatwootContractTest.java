package io.vestnik.channel.contract;

import io.vestnik.harness.FakeAnswer;
import io.vestnik.message.Content;
import io.vestnik.settings.ProviderSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Chatwoot as a provider of channel chat; the recipient has no conversation there but where a case says so. */
class ChatwootContractTest extends HttpContract {

    private static final String TOKEN = "agent-token-4711";
    private static final String SECRET = "cw-secret";
    private static final String PLACE = "/api/v1/accounts/3";

    @Override
    protected String channel() {
        return "chat";
    }

    @Override
    protected String api() {
        return "chatwoot";
    }

    @Override
    protected String address() {
        return "anna-42";
    }

    @Override
    protected ProviderSettings settings(String name, String url, Duration timeout) {
        return settings(
                name, url, TOKEN, null, Map.of("account-id", "3", "inbox-id", "5", "webhook-secret", SECRET), "chatwoot", timeout);
    }

    @Override
    protected String kept() {
        return "{\"conversation\":17}";
    }

    @Override
    protected Exchanged sample() {
        return new Exchanged(message(17), taken());
    }

    @Override
    protected String sampleOutcome() {
        return "sent 501";
    }

    @Override
    protected Reaction revoked() {
        return new Reaction(FakeAnswer.json(401, "{\"error\":\"Invalid Access Token\"}"), "configuration HTTP 401");
    }

    @Override
    protected List<Case> sends() {
        return List.of(
                sends("a text into the attached conversation", TEXT, Content.TEXT_ALONE, "sent 501", sample()),
                answers("a conversation that is gone", FakeAnswer.json(404, "{\"error\":\"Resource could not be found\"}"), "permanent HTTP 404"),
                answers("not processable", FakeAnswer.json(422, "{\"message\":\"Content is too long\"}"), "permanent HTTP 422"),
                makes("a contact and a conversation are made first", "{\"contact\":9,\"source\":\"s-1\",\"conversation\":18}",
                        sends("", TEXT, Content.TEXT_ALONE, "sent 501",
                                new Exchanged(search(), FakeAnswer.json(200, "{\"payload\":[]}")),
                                new Exchanged(
                                        post("/contacts").json("{\"inbox_id\":5,\"name\":\"anna-42\",\"identifier\":\"anna-42\"}"),
                                        FakeAnswer.json(200, "{\"payload\":{\"contact\":{\"id\":9},\"contact_inbox\":{\"source_id\":\"s-1\"}}}")),
                                new Exchanged(
                                        post("/conversations").json("{\"inbox_id\":5,\"contact_id\":9,\"source_id\":\"s-1\"}"),
                                        FakeAnswer.json(200, "{\"id\":18}")),
                                new Exchanged(message(18), taken()))),
                makes("a contact that is there is found", "{\"contact\":9,\"conversation\":18}",
                        sends("", TEXT, Content.TEXT_ALONE, "sent 501",
                                new Exchanged(search(), FakeAnswer.json(
                                        200, "{\"payload\":[{\"id\":8,\"identifier\":\"anna-420\"},{\"id\":9,\"identifier\":\"anna-42\",\"contact_inboxes\":[]}]}")),
                                new Exchanged(
                                        post("/conversations").json("{\"inbox_id\":5,\"contact_id\":9}"), FakeAnswer.json(200, "{\"id\":18}")),
                                new Exchanged(message(18), taken()))),
                makes("where none can be made nothing is sent", null,
                        sends("", TEXT, Content.TEXT_ALONE, "permanent HTTP 422",
                                new Exchanged(search(), FakeAnswer.json(200, "{\"payload\":[]}")),
                                new Exchanged(
                                        post("/contacts").json("{\"inbox_id\":5,\"name\":\"anna-42\",\"identifier\":\"anna-42\"}"),
                                        FakeAnswer.json(422, "{\"message\":\"Inbox is not there\"}")))),
                makes("an answer that makes no chat", null,
                        sends("", TEXT, Content.TEXT_ALONE, "unknown HTTP 200",
                                new Exchanged(search(), FakeAnswer.json(200, "{\"payload\":[]}")),
                                new Exchanged(
                                        post("/contacts").json("{\"inbox_id\":5,\"name\":\"anna-42\",\"identifier\":\"anna-42\"}"),
                                        FakeAnswer.json(200, "[]")))));
    }

    @Override
    protected List<Told> told() {
        return List.of(
                Told.of("it is delivered", updated("delivered", ""), "receipt 501 DELIVERED"),
                Told.of("it is read", updated("read", ""), "receipt 501 READ"),
                Told.of("it failed", updated("failed", ",\"content_attributes\":{\"external_error\":\"no such user\"}"),
                        "receipt 501 UNDELIVERED no such user"),
                Told.of("the person writes", created("incoming", false, "contact"), "session anna-42 open", "reply anna-42 > : Приду #main:502"),
                Told.of("a bot writes", created("incoming", false, "agent_bot"), "reply anna-42 > : Приду #main:502 bot"),
                Told.of("a person writes to another inbox", created("incoming", false, "contact", 6)),
                Told.of("an agent writes", created("outgoing", false, "user")),
                Told.of("an agent makes a note", created("incoming", true, "user")),
                Told.of("a conversation is opened", Hook.json("{\"event\":\"conversation_created\",\"id\":18}")));
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
        return hook.header("X-Chatwoot-Timestamp", at)
                .header("X-Chatwoot-Signature", "sha256=" + Hmac.hex("HmacSHA256", SECRET, at + "." + hook.body()));
    }

    private static Wanted search() {
        return Wanted.get(PLACE + "/contacts/search").query("q", "anna-42").header("api_access_token", TOKEN);
    }

    private static Wanted post(String path) {
        return Wanted.post(PLACE + path).header("api_access_token", TOKEN);
    }

    private static Wanted message(int conversation) {
        return post("/conversations/" + conversation + "/messages")
                .json("{\"content\":\"" + TEXT + "\",\"message_type\":\"outgoing\",\"private\":false}");
    }

    private static FakeAnswer taken() {
        return FakeAnswer.json(200, "{\"id\":501,\"content\":\"…\",\"status\":\"sent\"}");
    }

    private static Hook updated(String status, String more) {
        return Hook.json("{\"event\":\"message_updated\",\"id\":501,\"message_type\":\"outgoing\",\"private\":false,\"status\":\"" + status + "\"" + more + "}");
    }

    private static Hook created(String type, boolean note, String sender) {
        return created(type, note, sender, 5);
    }

    private static Hook created(String type, boolean note, String sender, int inbox) {
        return Hook.json("{\"event\":\"message_created\",\"id\":502,\"content\":\"Приду\",\"message_type\":\"" + type + "\",\"private\":" + note
                + ",\"inbox\":{\"id\":" + inbox + "},\"sender\":{\"id\":1,\"type\":\"" + sender + "\"},\"conversation\":{\"id\":17,\"meta\":{\"sender\":{\"id\":9,\"identifier\":\"anna-42\"}}}}");
    }
}
