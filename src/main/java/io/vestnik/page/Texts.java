package io.vestnik.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;

/** The words of the pages: {@code texts/page-ru.properties}, {@code texts/page-en.properties}. */
public final class Texts {

    private static final Map<Language, Texts> ALL = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            ALL.put(language, new Texts(language));
        }
    }

    private final Properties words = new Properties();
    private final String version;

    private Texts(Language language) {
        try (InputStream file = Texts.class.getResourceAsStream("/texts/page-" + language.tag() + ".properties")) {
            byte[] bytes = file.readAllBytes();
            words.load(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            version = language.tag() + "-" + HexFormat.of().formatHex(hash, 0, 6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    public static Texts of(Language language) {
        return ALL.get(language);
    }

    /** Changes with the words: evidence of what a person had before them. */
    public String version() {
        return version;
    }

    String get(String key, Object... arguments) {
        String text = words.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("no text " + key);
        }
        return arguments.length == 0 ? text : text.formatted(arguments);
    }

    /** The name of one of a kind; one that the texts don't have is called as the hub calls it. */
    String name(String kind, Object each) {
        return words.getProperty(kind + "." + each, String.valueOf(each));
    }
}
