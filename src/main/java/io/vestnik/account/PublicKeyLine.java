package io.vestnik.account;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/** A public key as OpenSSH's {@code .pub} files have it: type, Base64, comment (RFC 4253, section 6.6). */
final class PublicKeyLine {

    static final String RULE =
            "must be a line as in a .pub file of OpenSSH, without options: Ed25519, ECDSA, RSA, or of a security key";

    private static final Set<String> TYPES = Set.of(
            "ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
            "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com");

    private PublicKeyLine() {}

    /** Whether it has the form; what it holds begins with its own type. */
    static boolean isOne(String line) {
        String[] words = line.strip().split("\\s+", 3);
        if (words.length < 2 || !TYPES.contains(words[0])) {
            return false;
        }
        try {
            ByteBuffer key = ByteBuffer.wrap(Base64.getDecoder().decode(words[1]));
            byte[] type = new byte[Math.min(Math.max(key.getInt(), 0), key.remaining())];
            key.get(type);
            return words[0].equals(new String(type, StandardCharsets.US_ASCII)) && key.hasRemaining();
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return false;
        }
    }
}
