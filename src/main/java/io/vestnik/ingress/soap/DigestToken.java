package io.vestnik.ingress.soap;

import io.vestnik.account.PasswordDigest;
import io.vestnik.form.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.w3c.dom.Element;

/** A UsernameToken whose password is a digest, with all that this takes (WSS UsernameToken Profile 1.1 §3.1). */
record DigestToken(PasswordDigest digest, Instant created) {

    static final String TYPE = UsernameToken.WSS + "username-token-profile-1.0#PasswordDigest";

    private static final String BASE64 = UsernameToken.WSS + "soap-message-security-1.0#Base64Binary";
    private static final int SHORTEST_NONCE = 8;
    private static final int LONGEST_NONCE = 64;
    private static final int LONGEST_TEXT = 128; // characters, of anything in it

    /** @throws SoapFaults.Told when it is not of the form; tells nothing about the user */
    static DigestToken read(Element token) {
        String created = text(token, "Created");
        Instant at = Fields.timeOf(created);
        if (at == null) {
            throw SoapFaults.security("InvalidSecurity", "a digest needs a Created with its offset, as 2026-11-23T07:00:00Z");
        }
        byte[] nonce = base64(text(token, "Nonce"));
        String encoding = Elements.child(token, "Nonce").map(child -> child.getAttribute("EncodingType")).orElse("");
        boolean known = encoding.isEmpty() || encoding.equals(BASE64);
        if (!known || nonce.length < SHORTEST_NONCE || nonce.length > LONGEST_NONCE) {
            throw SoapFaults.security("InvalidSecurity", "a digest needs a Nonce of 8 to 64 bytes in Base64");
        }
        return new DigestToken(new PasswordDigest(nonce, created, base64(text(token, "Password"))), at);
    }

    boolean isWithin(Duration skew, Instant now) {
        return Duration.between(created, now).abs().compareTo(skew) <= 0;
    }

    /** "": missing, or too long to be one. */
    private static String text(Element token, String name) {
        String text = Elements.text(token, name);
        return text == null || text.length() > LONGEST_TEXT ? "" : text.strip();
    }

    /** Empty: it is none. */
    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
