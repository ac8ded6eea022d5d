package io.vestnik.account;

import java.util.HashMap;
import java.util.Map;

/** VerifiedSecrets by their text. One that bcrypt has verified stays verified when the accounts are read anew. */
final class VerifiedSecrets {

    private final Map<String, Secret> before;
    private final Map<String, Secret> known = new HashMap<>();

    /** @param earlier of the reading before; null: this is the first */
    VerifiedSecrets(VerifiedSecrets earlier) {
        this.before = earlier == null ? Map.of() : earlier.known;
    }

    /** @throws IllegalArgumentException with the rule that was broken, never the secret */
    Secret of(String text) {
        Secret secret = text == null ? null : before.get(text);
        if (secret == null) {
            secret = Secret.of(text);
        }
        known.put(text, secret);
        return secret;
    }
}
