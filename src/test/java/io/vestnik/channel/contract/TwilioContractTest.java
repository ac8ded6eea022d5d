package io.vestnik.channel.contract;

import io.vestnik.harness.FakeAnswer;
import io.vestnik.message.Content;
import io.vestnik.settings.ProviderSettings;
import java.nio.charset.StandardCharsets;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** SMS by Twilio. */
class TwilioContractTest extends HttpContract {

    private static final String SID = "AC5ef8732a3c49700934481addd5ce1659";
    private static final String TOKEN = "9ea2f1c4f7b94a4c8a2a1c2d3e4f5a6b";

    @Override
    protected String channel() {
        return "sms";
    }

    @Override
    protected String api() {
        return "twilio";
    }

    @Override
    protected String address() {
        return "+79161234567";
    }

    @Override
    protected ProviderSettings settings(String name, String url, Duration timeout) {
        return settings(
                name, url, TOKEN, "+15005550006",
                Map.of("account-sid", SID, "status-callback", "https://hub.example/hooks/channels/main"), "twilio", timeout);
    }

    @Override
    protected Exchanged sample() {
        String basic = Base64.getEncoder().encodeToString((SID + ":" + TOKEN).getBytes(StandardCharsets.UTF_8));
        return new Exchanged(
                Wanted.post("/2010-04-01/Accounts/" + SID + "/Messages.json")
                        .header("Authorization", "Basic " + basic)
                        .form(Map.of(
                                "To", "+79161234567", "From", "+15005550006", "Body", TEXT, "ValidityPeriod", Wanted.ANY,
                                "StatusCallback", "https://hub.example/hooks/channels/main")),
                FakeAnswer.json(201, "{\"sid\": \"SM1\", \"status\": \"queued\", \"error_code\": null}"));
    }

    @Override
    protected String sampleOutcome() {
        return "sent SM1";
    }

    @Override
    protected Reaction revoked() {
        return new Reaction(error(401, 20003), "configuration 20003");
    }

    @Override
    protected List<Case> sends() {
        List<Case> cases = new ArrayList<>();
        cases.add(sends("a text", TEXT, Content.TEXT_ALONE, "sent SM1", sample()));
        new TreeMap<>(Map.of(
                        20404, "configuration", 21603, "configuration", 21211, "permanent", 21408, "permanent", 21610, "recipient", 21614, "permanent", 21606,
                        "configuration", 99999, "permanent"))
                .forEach((code, kind) -> cases.add(answers("error " + code, error(400, code), kind + " " + code)));
        cases.add(answers("too fast", error(429, 20429), "throttled 20429"));
        cases.add(answers("broken", error(500, 20500), "transient 20500"));
        return cases;
    }

    private static FakeAnswer error(int status, int code) {
        return FakeAnswer.json(status, "{\"code\": " + code + ", \"message\": \"in words\", \"status\": " + status + ", \"more_info\": \"https://x\"}");
    }

    @Override
    protected List<Told> told() {
        return List.of(
                Told.of("delivered", status("delivered", ""), "receipt SM1 DELIVERED"),
                Told.of("undelivered", status("undelivered", "&ErrorCode=30003"), "receipt SM1 UNDELIVERED 30003"),
                Told.of("sent", status("sent", ""), "receipt SM1 ENROUTE"),
                Told.of("read", status("read", ""), "receipt SM1 READ"),
                Told.of("accepted, which is no news", status("accepted", "")),
                Told.of(
                        "a reply",
                        Hook.form("MessageSid=SM2&SmsStatus=received&From=%2B79161234567&To=%2B15005550006&Body=%D0%A1%D0%A2%D0%9E%D0%9F&NumMedia=0"),
                        "session +79161234567 open", "reply +79161234567 > +15005550006: СТОП #main:SM2"));
    }

    private static Hook status(String status, String more) {
        return Hook.form("MessageSid=SM1&MessageStatus=" + status + "&To=%2B79161234567&From=%2B15005550006&AccountSid=" + SID + more);
    }

    /** https://www.twilio.com/docs/usage/security: the URL, and the form's fields by name. */
    @Override
    protected Hook signed(Hook hook) {
        Map<String, String> fields = new TreeMap<>();
        for (String field : hook.body().split("&")) {
            fields.put(field.replaceAll("=.*", ""), URLDecoder.decode(field.replaceAll("^[^=]*=?", ""), StandardCharsets.UTF_8));
        }
        StringBuilder text = new StringBuilder("https://hub.example/hooks/channels/main" + hook.path());
        fields.forEach((name, value) -> text.append(name).append(value));
        return hook.header("X-Twilio-Signature", Base64.getEncoder().encodeToString(Hmac.of("HmacSHA1", TOKEN, text.toString())));
    }

    @Override
    protected Hook forged(Hook hook) {
        return signed(hook).body(hook.body() + "&More=1");
    }
}
