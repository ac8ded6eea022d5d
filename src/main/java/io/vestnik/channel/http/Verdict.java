package io.vestnik.channel.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

/**
 * What becomes of a call of a webhook.
 *
 * @param kind {@code nobody}: no such provider has a webhook; {@code challenge}: a first question; {@code refused}: it lacks what it is
 *     told by; {@code unsigned}: its signature is wrong; {@code good}
 * @param answer the body of ours; null: none
 */
record Verdict(String kind, String answer) {

    static final Verdict NOBODY = new Verdict("nobody", null);
    private static final Verdict REFUSED = new Verdict("refused", null);

    static Verdict of(WebhookSpec spec, WebhookCall call, Instant now) {
        try {
            if (spec.challenge() != null && isAsked(spec.challenge(), call)) {
                return isRight(spec.challenge(), call) ? new Verdict("challenge", text(spec.challenge().answer(), call)) : REFUSED;
            }
            return isSigned(spec, call, now)
                    ? new Verdict("good", text(spec.answer(), call))
                    : new Verdict("unsigned", null);
        } catch (Template.Missing e) {
            return REFUSED;
        }
    }

    private static boolean isSigned(WebhookSpec spec, WebhookCall call, Instant now) {
        for (Signature signature : spec.verify()) {
            if (signature.when() == null || AnswerSpec.truth(signature.when(), call.body(), call.variables())) {
                return signature.holds(call.names(), now);
            }
        }
        return false;
    }

    private static boolean isAsked(Challenge challenge, WebhookCall call) {
        return AnswerSpec.truth(challenge.when(), call.body(), call.variables());
    }

    private static boolean isRight(Challenge challenge, WebhookCall call) {
        if (challenge.given() == null) {
            return true;
        }
        byte[] key = challenge.key().fillBytes(call.names());
        return key.length > 0 && MessageDigest.isEqual(challenge.given().fillBytes(call.names()), key);
    }

    private static String text(Template template, WebhookCall call) {
        return template == null ? null : new String(template.fillBytes(call.names()), StandardCharsets.UTF_8);
    }
}
