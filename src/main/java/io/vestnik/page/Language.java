package io.vestnik.page;

import java.util.List;
import java.util.Locale;

/** What pages and sentences can be read in. */
public enum Language {
    EN,
    RU;

    private static final List<Locale> LOCALES = List.of(Locale.ENGLISH, Locale.forLanguageTag("ru"));

    /**
     * @param chosen by the reader; null or unknown: not
     * @param accepted an Accept-Language header (RFC 9110, 12.5.4); null: none. English where it has neither
     */
    public static Language of(String chosen, String accepted) {
        for (Language language : values()) {
            if (language.tag().equals(chosen)) {
                return language;
            }
        }
        try {
            Locale best = accepted == null ? null : Locale.lookup(Locale.LanguageRange.parse(accepted), LOCALES);
            return best == null ? EN : valueOf(best.getLanguage().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) { // the latter of "-", by JDK 17
            return EN;
        }
    }

    /** BCP 47. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
