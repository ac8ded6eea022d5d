package io.vestnik.ingress.rest;

import com.github.f4b6a3.ulid.Ulid;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which part of a list a call asks for.
 *
 * @param limit entries at most
 * @param before the id of the last entry of the page before; null: the first page
 */
record Page(int limit, String before) {

    private static final int USUAL = 50;
    private static final int MOST = 500;

    /** @throws Refusal when {@code limit} or {@code cursor} is wrong */
    static Page of(Call call) {
        return of(call, Ulid::isValid);
    }

    /** As above, of entries whose ids look so. */
    static Page of(Call call, Predicate<String> isId) {
        return new Page(limit(call.query("limit")), before(call.query("cursor"), isId));
    }

    private static int limit(String given) {
        if (given == null) {
            return USUAL;
        }
        int limit = given.matches("\\d{1,3}") ? Integer.parseInt(given) : 0;
        if (limit < 1 || limit > MOST) {
            throw Refusal.parameter("limit", "must be a number from 1 to " + MOST);
        }
        return limit;
    }

    private static String before(String cursor, Predicate<String> isId) {
        if (cursor == null) {
            return null;
        }
        String id = id(cursor, isId);
        if (id == null) {
            throw Refusal.parameter("cursor", "must be the next of an earlier answer");
        }
        return id;
    }

    /** Null: no cursor of ours. */
    static String id(String cursor, Predicate<String> isId) {
        try {
            String id = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1);
            return isId.test(id) ? id : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static String cursor(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** One more than the page holds tells whether another page follows. */
    int oneMore() {
        return limit + 1;
    }

    <T> List<T> cut(List<T> entries) {
        return entries.size() > limit ? entries.subList(0, limit) : entries;
    }

    /** The cursor of the next page; null: this is the last. */
    <T> String next(List<T> entries, Function<T, String> id) {
        if (entries.size() <= limit) {
            return null;
        }
        return cursor(id.apply(entries.get(limit - 1)));
    }
}
