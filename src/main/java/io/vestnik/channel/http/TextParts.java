package io.vestnik.channel.http;

import java.util.ArrayList;
import java.util.List;

/** A text in parts that a platform takes. */
final class TextParts {

    private TextParts() {}

    /** In order; cut after a line, else after a word, else anywhere but within a character. */
    static List<String> of(String text, int longest) {
        List<String> parts = new ArrayList<>();
        String rest = text;
        while (rest.length() > longest) {
            int end = cut(rest, longest);
            parts.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        parts.add(rest);
        parts.removeIf(String::isBlank); // nothing but spaces is no message
        return parts.isEmpty() ? List.of(text) : parts;
    }

    private static int cut(String text, int longest) {
        for (char end : new char[] {'\n', ' '}) {
            int at = text.lastIndexOf(end, longest - 1);
            if (at >= longest / 2 && at > 0) {
                return at;
            }
        }
        return longest > 1 && Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    }
}
