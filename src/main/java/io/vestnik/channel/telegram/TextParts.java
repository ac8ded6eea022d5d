package io.vestnik.channel.telegram;

import java.util.ArrayList;
import java.util.List;

/** A text in parts that Telegram takes. */
final class TextParts {

    static final int LONGEST = 4096;

    private TextParts() {}

    /** In order; cut after a line, else after a word, else anywhere but within a character. */
    static List<String> of(String text) {
        List<String> parts = new ArrayList<>();
        String rest = text;
        while (rest.length() > LONGEST) {
            int end = cut(rest);
            parts.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        parts.add(rest);
        parts.removeIf(String::isBlank); // nothing but spaces is no message
        return parts.isEmpty() ? List.of(text) : parts;
    }

    private static int cut(String text) {
        for (char end : new char[] {'\n', ' '}) {
            int at = text.lastIndexOf(end, LONGEST - 1);
            if (at >= LONGEST / 2) {
                return at;
            }
        }
        return Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    }
}
