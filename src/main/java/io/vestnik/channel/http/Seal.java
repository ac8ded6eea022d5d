package io.vestnik.channel.http;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * How a request proves whose it is, in a header.
 *
 * @param prefix before the digest; empty: none
 * @param base64 false: hexadecimal
 * @param over what is signed; null: the body
 */
record Seal(String header, String prefix, String digest, boolean base64, Template key, Template over) {

    /**
     * The header's value.
     *
     * @param body null: none
     * @throws Template.Missing of a name that nothing has
     */
    String of(UnaryOperator<String> names, byte[] body) {
        byte[] sent = body == null ? new byte[0] : body;
        byte[] secret = key.fill(names).getBytes(StandardCharsets.UTF_8);
        byte[] signed = over == null ? sent : over.fillBytes(name -> name.equals("body") ? sent : bytes(names.apply(name)));
        return prefix + Digests.encode(Digests.of(digest, secret, signed), base64);
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
