package io.vestnik.channel.http;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with {@code {names}} in it. */
public final class Template {

    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z][A-Za-z0-9._-]*)}");

    /** In turns: plain, a name, plain, a name, plain. */
    private final List<String> pieces;

    /** A name that nothing has. */
    static final class Missing extends IllegalArgumentException {

        private static final long serialVersionUID = 1;

        private Missing(String name) {
            super("no_" + name);
        }
    }

    private Template(List<String> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /** @throws IllegalArgumentException with the rule */
    static Template parse(String text) {
        List<String> pieces = new ArrayList<>();
        Matcher name = NAME.matcher(text);
        int from = 0;
        while (name.find()) {
            pieces.add(plain(text.substring(from, name.start())));
            pieces.add(name.group(1));
            from = name.end();
        }
        pieces.add(plain(text.substring(from)));
        return new Template(pieces);
    }

    private static String plain(String text) {
        if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            throw new IllegalArgumentException("has a brace that is not of a {name}");
        }
        return text;
    }

    /** The names in it, in their order. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 1; i < pieces.size(); i += 2) {
            names.add(pieces.get(i));
        }
        return names;
    }

    /**
     * @param values by name; null: nothing has it
     * @throws Missing of a name that nothing has
     */
    String fill(UnaryOperator<String> values) {
        StringBuilder filled = new StringBuilder(pieces.get(0));
        for (int i = 1; i < pieces.size(); i += 2) {
            String value = values.apply(pieces.get(i));
            if (value == null) {
                throw new Missing(pieces.get(i));
            }
            filled.append(value).append(pieces.get(i + 1));
        }
        return filled.toString();
    }

    /** The same in bytes, as they came. */
    byte[] fillBytes(Function<String, byte[]> values) {
        ByteArrayOutputStream filled = new ByteArrayOutputStream();
        for (int i = 0; i < pieces.size(); i++) {
            byte[] piece = i % 2 == 0 ? pieces.get(i).getBytes(StandardCharsets.UTF_8) : values.apply(pieces.get(i));
            if (piece == null) {
                throw new Missing(pieces.get(i));
            }
            filled.writeBytes(piece);
        }
        return filled.toByteArray();
    }

    /** The same as a URL: what is put in is percent-encoded (RFC 3986 section 2.1), but for {@code uri}. */
    String fillUrl(UnaryOperator<String> values) {
        return fill(name -> {
            String value = values.apply(name);
            return value == null || name.equals("uri") ? value : encode(value);
        });
    }

    static String encode(String value) {
        if (value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException("bad_url"); // it would lead to another place of the API
        }
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20").replace("*", "%2A").replace("%7E", "~")
                .replace("%3A", ":"); // may stand in a path and a query as it is (RFC 3986 section 3.3), as bots' tokens have it
    }
}
