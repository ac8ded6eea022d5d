package io.vestnik.channel.contract;

import java.util.List;

/**
 * What a call of the webhook tells the hub.
 *
 * @param name the test's
 * @param signed as the provider signs its calls; false: sent as it is
 * @param status that it is answered with
 * @param answer the body; null: whatever it is
 * @param news as {@link News} writes it, in order
 */
public record Told(String name, Hook hook, boolean signed, int status, String answer, List<String> news) {

    public static Told of(String name, Hook hook, String... news) {
        return new Told(name, hook, true, 200, null, List.of(news));
    }

    public Told answered(int code, String body) {
        return new Told(name, hook, signed, code, body, news);
    }

    public Told unsigned() {
        return new Told(name, hook, false, status, answer, news);
    }
}
