package io.vestnik.channel.contract;

import io.vestnik.harness.FakeAnswer;
import io.vestnik.message.Content;
import io.vestnik.settings.ProviderSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** SMS by SMSC.ru, which answers everything with HTTP 200. */
class SmscContractTest extends HttpContract {

    private static final String WORD = "a-word-of-ours";

    @Override
    protected String channel() {
        return "sms";
    }

    @Override
    protected String api() {
        return "smsc";
    }

    @Override
    protected String address() {
        return "+79161234567";
    }

    @Override
    protected ProviderSettings settings(String name, String url, Duration timeout) {
        return settings(name, url + "/sys", "p&ss word", null, Map.of("login", "school", "webhook-secret", WORD), "smsc", timeout);
    }

    @Override
    protected Exchanged sample() {
        return new Exchanged(
                Wanted.post("/sys/send.php").form(Map.of(
                        "login", "school", "psw", "p&ss word", "phones", "79161234567", "mes", TEXT, "sender", "SCHOOL", "valid", Wanted.ANY,
                        "charset", "utf-8", "fmt", "3")),
                FakeAnswer.json(200, "{\"id\": 1234, \"cnt\": 1}"));
    }

    @Override
    protected String sampleOutcome() {
        return "sent 1234";
    }

    @Override
    protected Reaction revoked() {
        return new Reaction(error(2), "configuration 2");
    }

    @Override
    protected Reaction errorInsideSuccess() {
        return new Reaction(error(7), "permanent 7");
    }

    @Override
    protected List<Case> sends() {
        List<Case> cases = new ArrayList<>();
        cases.add(sends("a text", TEXT, Content.TEXT_ALONE, "sent 1234", sample()));
        new TreeMap<>(Map.of(
                        1, "permanent", 3, "configuration", 4, "configuration", 5, "permanent", 6, "permanent", 7, "permanent", 8,
                        "permanent", 9, "throttled", 10, "permanent"))
                .forEach((code, kind) -> cases.add(answers("error " + code, error(code), kind + " " + code + (code == 9 ? " PT1M" : ""))));
        cases.add(answers("neither an id nor an error", FakeAnswer.json(200, "{\"cnt\": 1}"), "unknown HTTP 200"));
        return cases;
    }

    private static FakeAnswer error(int code) {
        return FakeAnswer.json(200, "{\"error\": \"something in words\", \"error_code\": " + code + "}");
    }

    @Override
    protected List<Told> told() {
        return List.of(
                Told.of("delivered", receipt("1", "0"), "receipt 1234 DELIVERED 0"),
                Told.of("read", receipt("2", "0"), "receipt 1234 READ 0"),
                Told.of("expired", receipt("3", "1"), "receipt 1234 UNDELIVERED 1"),
                Told.of("a wrong number", receipt("22", "6"), "receipt 1234 UNDELIVERED 6"),
                Told.of("on its way", receipt("0", "0"), "receipt 1234 ENROUTE 0"),
                Told.of("a state that nobody knows", receipt("77", "0")),
                new Told(
                        "a reply by the word in the path",
                        Hook.form("id=77&phone=79161234567&to=79990001122&mes=%D0%A1%D0%A2%D0%9E%D0%9F&time=1700000000").at("/" + WORD),
                        false, 200, null,
                        List.of("session +79161234567 open", "reply +79161234567 > 79990001122: СТОП #main:77")),
                new Told(
                        "a reply without that word", Hook.form("id=77&phone=79161234567&to=79990001122&mes=x").at("/guessed"), false, 401, null,
                        List.of()));
    }

    private static Hook receipt(String status, String err) {
        return Hook.form("id=1234&phone=79161234567&status=" + status + "&ts=1700000000&err=" + err + "&cnt=1&type=0");
    }

    @Override
    protected Hook signed(Hook hook) {
        Map<String, String> fields = new HashMap<>();
        for (String field : hook.body().split("&")) {
            fields.put(field.replaceAll("=.*", ""), field.replaceAll("^[^=]*=?", ""));
        }
        return hook.body(hook.body() + "&sha1=" + sha1(
                fields.get("id") + ":" + fields.get("phone") + ":" + fields.get("status") + ":" + WORD));
    }

    @Override
    protected Hook forged(Hook hook) {
        return hook.body(signed(hook).body().replace("status=1", "status=2"));
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
