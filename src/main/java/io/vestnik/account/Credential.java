package io.vestnik.account;

import java.time.Instant;

/**
 * What opens a door and was made by REST, beside what the settings have.
 *
 * @param owner an account's id, or an operator's name
 * @param user null: a key
 * @param secret {@code {sha256}} or {@code {bcrypt}}
 * @param until it opens nothing from then on; null: no end
 */
public record Credential(String owner, Door door, String user, String secret, Instant until) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "Credential[" + owner + ", " + door + "]";
    }
}
