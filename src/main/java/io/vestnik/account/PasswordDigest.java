package io.vestnik.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/**
 * Base64-decoded, what a caller made of its password: SHA-1(nonce + created + password) (WSS UsernameToken Profile 1.1 §3.1). To
 * check it, the password itself must be known. Does not say whether the nonce is fresh.
 *
 * @param created as the caller wrote it
 * @param value 20 bytes; of any other length, it is nobody's
 */
public record PasswordDigest(byte[] nonce, String created, byte[] value) {

    /** In constant time. */
    boolean isOf(byte[] password) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(nonce);
            sha1.update(created.getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(sha1.digest(password), value);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }

    @Override
    public String toString() {
        return "PasswordDigest";
    }
}
