package io.vestnik.channel.http;

import io.vestnik.channel.Receipt;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the webhook of a description. */
final class WebhookReader {

    private final Fields fields;

    WebhookReader(Fields fields) {
        this.fields = fields;
    }

    WebhookSpec read() {
        fields.require("verify");
        fields.require("events");
        List<Signature> verify = fields.each("verify").stream().map(WebhookReader::verify).toList();
        Challenge challenge = fields.has("challenge") ? challenge(fields.fields("challenge")) : null;
        Template answer = fields.read("answer", Template::parse);
        Jq events = fields.read("events", Jq::compile);
        Map<String, Receipt.State> states = fields.map("states", WebhookReader::state);
        fields.end();
        return new WebhookSpec(verify, challenge, answer, events, states);
    }

    private static Signature verify(Fields verify) {
        verify.require("given");
        Jq when = verify.read("when", Jq::compile);
        Template given = verify.read("given", Template::parse);
        String prefix = verify.text("prefix");
        String digest = verify.oneOf("digest", null, Signature.DIGESTS);
        String encoding = verify.oneOf("encoding", "hex", "hex", "base64");
        Template key = verify.read("key", Template::parse);
        Template over = verify.read("over", Template::parse);
        Template at = verify.read("at", Template::parse);
        boolean keyed = digest == null || digest.startsWith("hmac-");
        if (keyed) {
            verify.require("key");
        } else if (key != null) {
            verify.fault("key", "is for hmac: what is secret stands in over");
        }
        if (digest == null && (over != null || verify.has("encoding"))) {
            verify.fault(over != null ? "over" : "encoding", "says nothing without digest");
        }
        verify.end();
        return new Signature(when, given, prefix == null ? "" : prefix, digest, encoding.equals("base64"), key, over, at);
    }

    private static Challenge challenge(Fields challenge) {
        challenge.require("when");
        challenge.require("answer");
        if (challenge.has("given") != challenge.has("key")) {
            challenge.fault("given", "given and key are there together, or neither");
        }
        Challenge read = new Challenge(
                challenge.read("when", Jq::compile),
                challenge.read("given", Template::parse),
                challenge.read("key", Template::parse),
                challenge.read("answer", Template::parse));
        challenge.end();
        return read;
    }

    private static Receipt.State state(String text) {
        return Arrays.stream(Receipt.State.values())
                .filter(state -> name(state).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(Receipt.State.values()).map(WebhookReader::name).collect(Collectors.joining(", "))));
    }

    private static String name(Receipt.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
