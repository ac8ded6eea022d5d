package io.vestnik.channel.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What a provider's codes mean: the first entry that fits decides. */
final class ErrorTable {

    /** As the table may say it. */
    static final List<String> KINDS =
            List.of("transient", "throttled", "permanent", "recipient", "configuration", "unknown", "blocked", "closed");

    private static final Pattern RANGE = Pattern.compile("(-?[0-9]{1,18})-(-?[0-9]{1,18})");

    private final List<Entry> entries;

    private record Entry(String written, Predicate<String> fits, String kind) {}

    /**
     * @param kinds by code, in their order
     * @throws IllegalArgumentException with the rule
     */
    ErrorTable(Map<String, String> kinds) {
        List<Entry> all = new ArrayList<>();
        kinds.forEach((code, kind) -> all.add(new Entry(code, predicate(code), kind)));
        entries = List.copyOf(all);
    }

    /**
     * @param code the provider's
     * @param status of HTTP, as a code is written where the provider gave none: {@code HTTP 503}
     * @return null: the table has not got it
     */
    String kind(String code, String status) {
        for (Entry entry : entries) {
            if (entry.fits.test(code) || entry.written.equals(status)) {
                return entry.kind;
            }
        }
        return null;
    }

    /** @throws IllegalArgumentException with the rule */
    static Predicate<String> predicate(String code) {
        if (code.length() > 2 && code.startsWith("/") && code.endsWith("/")) {
            try {
                Pattern pattern = Pattern.compile(code.substring(1, code.length() - 1));
                return given -> pattern.matcher(given).find();
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException("is no pattern: " + e.getDescription());
            }
        }
        Matcher range = RANGE.matcher(code);
        if (!range.matches()) {
            return code::equals;
        }
        long first = Long.parseLong(range.group(1));
        long last = Long.parseLong(range.group(2));
        if (first > last) {
            throw new IllegalArgumentException("is a range without anything in it");
        }
        return given -> given.matches("-?[0-9]{1,18}") && Long.parseLong(given) >= first && Long.parseLong(given) <= last;
    }
}
