package io.vestnik.reply;

import java.util.stream.Stream;

/** In which of the hub's two languages somebody is answered. */
final class Language {

    private static final String RU = "ru";
    private static final String EN = "en";

    private Language() {}

    /**
     * @param locale of the contact, BCP 47; null: not known
     * @param texts the first that has letters decides
     */
    static String of(String locale, String... texts) {
        if (locale != null) {
            return locale.matches("(?i)ru\\b.*") ? RU : EN;
        }
        return Stream.of(texts)
                .filter(text -> text != null && text.chars().anyMatch(Character::isLetter))
                .findFirst()
                .map(text -> text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.CYRILLIC) ? RU : EN)
                .orElse(RU);
    }
}
