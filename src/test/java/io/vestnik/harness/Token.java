package io.vestnik.harness;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/** A UsernameToken with a digest as the profile has it, of which a test makes each part what it wants. */
public record Token(String user, String password, byte[] nonce, String created, String nonceElement, String createdElement) {

    private static final String WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";

    /** A good one, never sent before. */
    public static Token of(String user, String password) {
        byte[] nonce = new byte[16];
        ThreadLocalRandom.current().nextBytes(nonce);
        return of(user, password, nonce, Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    }

    private static Token of(String user, String password, byte[] nonce, String created) {
        return new Token(user, password, nonce, created,
                "<w:Nonce>" + Base64.getEncoder().encodeToString(nonce) + "</w:Nonce>",
                "<u:Created xmlns:u=\"" + WSS + "wssecurity-utility-1.0.xsd\">" + created + "</u:Created>");
    }

    public Token created(String time) {
        return of(user, password, nonce, time);
    }

    public Token nonce(byte[] bytes) {
        return of(user, password, bytes, created);
    }

    public Token nonceElement(String xml) {
        return new Token(user, password, nonce, created, xml, createdElement);
    }

    public Token createdElement(String xml) {
        return new Token(user, password, nonce, created, nonceElement, xml);
    }

    /** Base64(SHA-1(nonce + created + password)). */
    public String digest() {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(nonce);
            sha1.update((created + password).getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sha1.digest());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public String header() {
        return header(digest());
    }

    /** With another digest than its own. */
    public String header(String digest) {
        return "<w:Security s:mustUnderstand=\"1\" xmlns:w=\"" + WSS + "wssecurity-secext-1.0.xsd\"><w:UsernameToken><w:Username>" + user
                + "</w:Username><w:Password Type=\"" + WSS + "username-token-profile-1.0#PasswordDigest\">" + digest + "</w:Password>"
                + nonceElement + createdElement + "</w:UsernameToken></w:Security>";
    }
}
