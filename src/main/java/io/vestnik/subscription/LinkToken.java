package io.vestnik.subscription;

import io.vestnik.privacy.HubKey;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * A link's token: short enough for an SMS, and nothing can be read from it. It is HMAC-SHA256 of what it says, cut to half
 * (RFC 2104, 5), and that enciphered with the HMAC as the initial counter, the construction of RFC 5297.
 */
@Component
class LinkToken {

    private static final int MAC = 16;
    private static final int MOST = 1_000;
    private static final byte PHONE = 0;
    private static final byte OTHER = 1;
    private static final Pattern NUMBER = Pattern.compile("phone:\\+[1-9]\\d{0,17}");

    private final byte[] macKey;
    private final byte[] cipherKey;

    LinkToken(HubKey hub) {
        this.macKey = hub.of("subscription-link");
        this.cipherKey = hub.of("subscription-link-cipher");
    }

    String of(Link link) {
        byte[] plain = write(link);
        byte[] mac = mac(plain);
        byte[] secret = cipher(plain, mac);
        byte[] token = Arrays.copyOf(mac, MAC + secret.length);
        System.arraycopy(secret, 0, token, MAC, secret.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** Empty: nobody here made it. */
    Optional<Link> read(String token) {
        byte[] bytes = decoded(token);
        if (bytes.length <= MAC) {
            return Optional.empty();
        }
        byte[] mac = Arrays.copyOf(bytes, MAC);
        byte[] plain = cipher(Arrays.copyOfRange(bytes, MAC, bytes.length), mac);
        return MessageDigest.isEqual(mac, mac(plain)) ? Optional.of(read(plain)) : Optional.empty();
    }

    /** In its one spelling: the last character has bits to spare. */
    private static byte[] decoded(String token) {
        try {
            byte[] bytes = token.length() > MOST ? new byte[0] : Base64.getUrlDecoder().decode(token);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(token) ? bytes : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] write(Link link) {
        byte[] account = link.account().getBytes(StandardCharsets.UTF_8);
        boolean phone = NUMBER.matcher(link.key()).matches();
        byte[] key = phone
                ? new BigInteger(link.key().substring("phone:+".length())).toByteArray()
                : link.key().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(4 + 1 + account.length + 1 + key.length)
                .putInt((int) (link.expiresAt().getEpochSecond() / 60))
                .put((byte) account.length)
                .put(account)
                .put(phone ? PHONE : OTHER)
                .put(key)
                .array();
    }

    private static Link read(byte[] plain) {
        ByteBuffer in = ByteBuffer.wrap(plain);
        Instant expires = Instant.ofEpochSecond(Integer.toUnsignedLong(in.getInt()) * 60);
        byte[] account = new byte[Byte.toUnsignedInt(in.get())];
        in.get(account);
        boolean phone = in.get() == PHONE;
        byte[] key = new byte[in.remaining()];
        in.get(key);
        return new Link(
                new String(account, StandardCharsets.UTF_8),
                phone ? "phone:+" + new BigInteger(key) : new String(key, StandardCharsets.UTF_8),
                expires);
    }

    private byte[] mac(byte[] plain) {
        return Arrays.copyOf(HubKey.hmac(macKey, plain), MAC);
    }

    private byte[] cipher(byte[] text, byte[] counter) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(cipherKey, "AES"), new IvParameterSpec(counter)); // both ways are one
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
