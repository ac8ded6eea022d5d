package io.vestnik.ingress.page;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.web.util.UriUtils;

/** What a form sent: of the page, or RFC 8058's one field, which may come as multipart too. */
final class Form {

    /** RFC 8058, 3.2. */
    private static final String NAME = "List-Unsubscribe";
    private static final String VALUE = "One-Click";
    private static final Pattern PART = Pattern.compile(
            "(?i)content-disposition:[ \\t]*form-data;[ \\t]*name=\"?" + NAME + "\"?[^\\r\\n]*\\r?\\n(?:[^\\r\\n]+\\r?\\n)*\\r?\\n" + VALUE + "\\r?\\n");

    private final Map<String, List<String>> values = new HashMap<>();

    private Form() {}

    /** @param contentType null: none was told */
    static Form of(byte[] body, String contentType) {
        Form form = new Form();
        if (contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            if (PART.matcher(new String(body, StandardCharsets.ISO_8859_1)).find()) {
                form.values.put(NAME, List.of(VALUE));
            }
            return form;
        }
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
            String[] parts = pair.split("=", 2);
            form.values
                    .computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
                    .add(parts.length == 1 ? "" : decoded(parts[1]));
        }
        return form;
    }

    private static String decoded(String part) {
        try {
            return UriUtils.decode(part.replace('+', ' '), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return part; // nothing of ours is called so
        }
    }

    boolean isOneClick() {
        return values.getOrDefault(NAME, List.of()).contains(VALUE);
    }

    /** Empty: not sent. */
    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }
}
