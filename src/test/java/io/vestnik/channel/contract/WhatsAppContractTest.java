package io.vestnik.channel.contract;

import io.vestnik.harness.FakeAnswer;
import io.vestnik.message.Button;
import io.vestnik.message.Content;
import io.vestnik.message.Media;
import io.vestnik.settings.ProviderSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class WhatsAppContractTest extends HttpContract {

    private static final String TOKEN = "EAAGm0PX4ZCpsBAKZCZCZA";
    private static final String APP_SECRET = "app-secret";
    private static final String WAMID = "wamid.HBgLNzkxNjEyMzQ1NjcVAgARGBI5QQ==";
    private static final Media PICTURE = new Media("image", "https://school.example/a.png", null);
    private static final Media SOUND = new Media("audio", "https://school.example/a.mp3", null);
    private static final List<Button> REPLIES = List.of(
            new Button("Приду", null, "yes"), new Button("Не приду", null, "no"), new Button("Напомните мне за 10 минут", null, "later"));
    private static final Button LINK = new Button("Открыть", "https://school.example/w/17", null);

    @Override
    protected String channel() {
        return "whatsapp";
    }

    @Override
    protected String address() {
        return "+79161234567";
    }

    @Override
    protected ProviderSettings settings(String name, String url, Duration timeout) {
        return settings(
                name, url, TOKEN, null,
                Map.of("phone-id", "106540352242922", "version", "v23.0", "app-secret", APP_SECRET, "verify-token", "verify-me-17",
                        "waba-id", "102290129340398"),
                null, timeout);
    }

    @Override
    protected Exchanged sample() {
        return new Exchanged(body(text(TEXT)), taken());
    }

    @Override
    protected String sampleOutcome() {
        return "sent " + WAMID;
    }

    @Override
    protected Reaction revoked() {
        return new Reaction(error(401, 190), "configuration 190");
    }

    @Override
    protected List<Case> sends() {
        List<Case> cases = new ArrayList<>(List.of(
                carried("a text", TEXT, Content.TEXT_ALONE, text(TEXT)),
                carried("quotes and line breaks", "a \"b\"\n\\c", Content.TEXT_ALONE, text("a \\\"b\\\"\\n\\\\c")),
                carried("the longest text", "я".repeat(4096), Content.TEXT_ALONE, text("я".repeat(4096))),
                sends("a text that is too long", "я".repeat(4097), Content.TEXT_ALONE, "skipped too_long"),
                carried("a picture with its caption", TEXT, media(PICTURE),
                        "\"type\":\"image\",\"image\":{\"link\":\"https://school.example/a.png\",\"caption\":\"" + TEXT + "\"}"),
                carried("a picture alone", "", media(PICTURE),
                        "\"type\":\"image\",\"image\":{\"link\":\"https://school.example/a.png\"}"),
                carried("a film", TEXT, media(new Media("video", "https://school.example/a.mp4", null)),
                        "\"type\":\"video\",\"video\":{\"link\":\"https://school.example/a.mp4\",\"caption\":\"" + TEXT + "\"}"),
                carried("a sound alone", "", media(SOUND),
                        "\"type\":\"audio\",\"audio\":{\"link\":\"https://school.example/a.mp3\"}"),
                carried("a text with a sound goes alone", TEXT, media(SOUND), text(TEXT)),
                carried("a document by its name", TEXT, media(new Media("document", "https://school.example/d/7", "Программа.pdf")),
                        "\"type\":\"document\",\"document\":{\"link\":\"https://school.example/d/7\",\"filename\":\"Программа.pdf\","
                                + "\"caption\":\"" + TEXT + "\"}"),
                carried("a text that is too long for a caption goes alone", "я".repeat(1025), media(PICTURE), text("я".repeat(1025))),
                carried("quick replies", TEXT, new Content(List.of(), REPLIES, null),
                        "\"type\":\"interactive\",\"interactive\":{\"type\":\"button\",\"body\":{\"text\":\"" + TEXT + "\"}," + REPLY_ACTION + "}"),
                carried("quick replies under a picture", TEXT, new Content(List.of(PICTURE), REPLIES, null),
                        "\"type\":\"interactive\",\"interactive\":{\"type\":\"button\",\"body\":{\"text\":\"" + TEXT + "\"},"
                                + "\"header\":{\"type\":\"image\",\"image\":{\"link\":\"https://school.example/a.png\"}}," + REPLY_ACTION + "}"),
                carried("a link button", TEXT, new Content(List.of(), List.of(LINK), null),
                        "\"type\":\"interactive\",\"interactive\":{\"type\":\"cta_url\",\"body\":{\"text\":\"" + TEXT + "\"},"
                                + "\"action\":{\"name\":\"cta_url\",\"parameters\":{\"display_text\":\"Открыть\","
                                + "\"url\":\"https://school.example/w/17\"}}}"),
                carried("a template without anything to fill", TEXT, template(Map.of()), templateOf("")),
                carried("a template with a text header and a body in order", TEXT,
                        template(Map.of("header", "Java 17", "body", List.of("Анна", "17:00"))),
                        templateOf("{\"type\":\"header\",\"parameters\":[{\"type\":\"text\",\"text\":\"Java 17\"}]},"
                                + "{\"type\":\"body\",\"parameters\":[{\"type\":\"text\",\"text\":\"Анна\"},{\"type\":\"text\",\"text\":\"17:00\"}]}")),
                carried("a template with a picture, a body by names, a quick reply and a link", TEXT,
                        template(Map.of(
                                "header", Map.of("type", "image", "url", "https://school.example/a.png"),
                                "body", Map.of("course", "Java"),
                                "buttons", List.of("reply:YES", "abc123"))),
                        templateOf("{\"type\":\"header\",\"parameters\":[{\"type\":\"image\",\"image\":{\"link\":\"https://school.example/a.png\"}}]},"
                                + "{\"type\":\"body\",\"parameters\":[{\"type\":\"text\",\"parameter_name\":\"course\",\"text\":\"Java\"}]},"
                                + "{\"type\":\"button\",\"sub_type\":\"quick_reply\",\"index\":\"0\",\"parameters\":[{\"type\":\"payload\",\"payload\":\"YES\"}]},"
                                + "{\"type\":\"button\",\"sub_type\":\"url\",\"index\":\"1\",\"parameters\":[{\"type\":\"text\",\"text\":\"abc123\"}]}"))));
        cases.add(sends("a template that is not approved is not sent", TEXT, template(Map.of("name", HttpSlice.PAUSED)),
                "skipped template_not_approved"));
        Map.of("configuration", List.of(0, 3, 10, 200, 299, 368, 131031, 131042, 131045, 133010),
                        "transient", List.of(1, 2, 131000, 131016, 131048, 131056, 133004),
                        "throttled", List.of(4, 80007, 130429),
                        "permanent", List.of(33, 100, 130472, 131008, 131009, 131021, 131026, 131049, 131050, 131051, 131052, 131053,
                                132000, 132001, 132005, 132007, 132012, 132015, 132016, 132068, 132069))
                .forEach((kind, codes) -> codes.forEach(code ->
                        cases.add(answers(code + " is " + kind, error(400, code), kind + " " + code))));
        for (int code : List.of(470, 131047)) {
            cases.add(andTells(answers(code + " closes the chat's window", error(400, code), "permanent " + code), "session +79161234567 closed"));
        }
        cases.add(answers("an unknown code goes by its HTTP status", error(500, 999_999), "transient 999999"));
        return cases;
    }

    @Override
    protected List<Told> told() {
        return List.of(
                Told.of("a receipt", status("delivered", ""), "receipt " + WAMID + " DELIVERED of " + DELIVERY),
                Told.of("sent", status("sent", ""), "receipt " + WAMID + " ENROUTE of " + DELIVERY),
                Told.of("read", status("read", ""), "receipt " + WAMID + " READ of " + DELIVERY),
                Told.of("failed, and why", status("failed", ",\"errors\":[{\"code\":131026,\"title\":\"Message undeliverable\"}]"),
                        "receipt " + WAMID + " UNDELIVERED 131026 of " + DELIVERY),
                Told.of("a state that nobody knows", status("warned", "")),
                Told.of("several in one", Hook.json(entry("messages", "\"statuses\":[" + one("sent", "") + "," + one("read", "") + "]")),
                        "receipt " + WAMID + " ENROUTE of " + DELIVERY, "receipt " + WAMID + " READ of " + DELIVERY),
                Told.of("one that can't be read and one without its time lose no others",
                        Hook.json(entry("messages", "\"statuses\":[{\"status\":\"sent\"},{\"id\":\"" + WAMID + "\",\"status\":\"sent\"},"
                                + one("read", "") + "]")),
                        "receipt " + WAMID + " ENROUTE", "receipt " + WAMID + " READ of " + DELIVERY),
                says("a text", "\"type\":\"text\",\"text\":{\"body\":\"Да, приду\"}", "Да, приду"),
                says("a template's button", "\"type\":\"button\",\"button\":{\"payload\":\"YES\",\"text\":\"Да\"}", "YES"),
                says("a quick reply", "\"type\":\"interactive\",\"interactive\":{\"type\":\"button_reply\",\"button_reply\":{\"id\":\"yes\",\"title\":\"Приду\"}}", "yes"),
                says("a line of a list", "\"type\":\"interactive\",\"interactive\":{\"type\":\"list_reply\",\"list_reply\":{\"id\":\"l-2\",\"title\":\"Второй\"}}", "l-2"),
                says("a picture with a caption", "\"type\":\"image\",\"image\":{\"id\":\"1\",\"caption\":\"вот\"}", "вот"),
                says("a sound", "\"type\":\"audio\",\"audio\":{\"id\":\"1\"}", "[audio]"),
                Told.of("something that is no word of the recipient's", Hook.json(entry("messages",
                        "\"messages\":[{\"from\":\"79161234567\",\"id\":\"wamid.IN\",\"timestamp\":\"1700000000\",\"type\":\"system\",\"system\":{}}]"))),
                template("APPROVED", "NONE", "template lesson_reminder ru APPROVED UTILITY"),
                template("REJECTED", "INVALID_FORMAT", "template lesson_reminder ru REJECTED UTILITY INVALID_FORMAT"),
                template("PAUSED", "NONE", "template lesson_reminder ru PAUSED UTILITY"),
                template("REINSTATED", "NONE", "template lesson_reminder ru APPROVED UTILITY"),
                Told.of("a call whose signature was computed apart", Hook.json("{\"object\":\"whatsapp_business_account\"}").header(
                        "X-Hub-Signature-256", "sha256=0bf7374433906636bed1653bc7c64affb42fa5da9a39e251ab95c2e3a9c06923")).unsigned(),
                Told.of("something else", Hook.json(entry("account_update", "\"event\":\"VERIFIED_ACCOUNT\""))),
                Told.of("the first question", question("verify-me-17")).unsigned().answered(200, "1158201444"),
                Told.of("the first question of somebody else", question("verify-me-18")).unsigned().answered(403, null));
    }

    @Override
    protected Hook signed(Hook hook) {
        return hook.header("X-Hub-Signature-256", "sha256=" + Hmac.hex("HmacSHA256", APP_SECRET, hook.body()));
    }

    private static final String REPLY_ACTION = "\"action\":{\"buttons\":["
            + "{\"type\":\"reply\",\"reply\":{\"id\":\"yes\",\"title\":\"Приду\"}},"
            + "{\"type\":\"reply\",\"reply\":{\"id\":\"no\",\"title\":\"Не приду\"}},"
            + "{\"type\":\"reply\",\"reply\":{\"id\":\"later\",\"title\":\"Напомните мне за 10 \"}}]}";

    private Case carried(String name, String text, Content content, String rest) {
        return sends(name, text, content, sampleOutcome(), new Exchanged(body(rest), taken()));
    }

    private static Wanted body(String rest) {
        return Wanted.post("/v23.0/106540352242922/messages")
                .header("Authorization", "Bearer " + TOKEN)
                .json("{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\",\"to\":\"79161234567\","
                        + "\"biz_opaque_callback_data\":\"" + DELIVERY + "\"," + rest + "}");
    }

    private static String text(String body) {
        return "\"type\":\"text\",\"text\":{\"preview_url\":false,\"body\":\"" + body + "\"}";
    }

    private static Content media(Media medium) {
        return new Content(List.of(medium), List.of(), null);
    }

    private static Content template(Map<String, Object> filling) {
        Map<String, Object> template = new HashMap<>(Map.of("name", "lesson_reminder", "language", "ru"));
        template.putAll(filling);
        return new Content(List.of(PICTURE), REPLIES, Map.of("whatsapp", template));
    }

    private static String templateOf(String components) {
        return "\"type\":\"template\",\"template\":{\"name\":\"lesson_reminder\",\"language\":{\"code\":\"ru\"},\"components\":[" + components + "]}";
    }

    private static FakeAnswer taken() {
        return FakeAnswer.json(200, "{\"messaging_product\":\"whatsapp\",\"contacts\":[{\"input\":\"79161234567\",\"wa_id\":\"79161234567\"}],"
                + "\"messages\":[{\"id\":\"" + WAMID + "\",\"message_status\":\"accepted\"}]}");
    }

    private static FakeAnswer error(int status, int code) {
        return FakeAnswer.json(status, "{\"error\":{\"message\":\"(#" + code + ") as it is\",\"type\":\"OAuthException\",\"code\":" + code
                + ",\"error_data\":{\"messaging_product\":\"whatsapp\",\"details\":\"\"},\"fbtrace_id\":\"A1\"}}");
    }

    private static String one(String state, String more) {
        return "{\"id\":\"" + WAMID + "\",\"status\":\"" + state + "\",\"timestamp\":\"1700000000\",\"recipient_id\":\"79161234567\","
                + "\"biz_opaque_callback_data\":\"" + DELIVERY + "\"" + more + "}";
    }

    private static Hook status(String state, String more) {
        return Hook.json(entry("messages", "\"statuses\":[" + one(state, more) + "]"));
    }

    private static String entry(String field, String value) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"102290129340398\",\"changes\":[{\"field\":\"" + field
                + "\",\"value\":{\"messaging_product\":\"whatsapp\",\"metadata\":{\"display_phone_number\":\"7 495 123-45-67\","
                + "\"phone_number_id\":\"106540352242922\"}," + value + "}}]}]}";
    }

    private static Told says(String name, String message, String text) {
        return Told.of(
                "the recipient sends " + name,
                Hook.json(entry("messages", "\"contacts\":[{\"wa_id\":\"79161234567\",\"profile\":{\"name\":\"Анна\"}}],\"messages\":["
                        + "{\"from\":\"79161234567\",\"id\":\"wamid.IN\",\"timestamp\":\"1700000000\"," + message + "}]")),
                "session +79161234567 open",
                "reply +79161234567 > +74951234567: " + text + " #main:wamid.IN");
    }

    private static Told template(String event, String reason, String news) {
        return Told.of("a template that is " + event, Hook.json(entry("message_template_status_update",
                "\"event\":\"" + event + "\",\"message_template_id\":594425479261596,\"message_template_name\":\"lesson_reminder\","
                        + "\"message_template_language\":\"ru\",\"message_template_category\":\"UTILITY\",\"reason\":\"" + reason + "\"")), news);
    }

    private static Hook question(String token) {
        return Hook.get().query("hub.mode", "subscribe").query("hub.verify_token", token).query("hub.challenge", "1158201444");
    }
}
