package io.vestnik.accept;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.message.Media;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A template that is registered with a step's platform, and what fills it. Whether the platform knows it only the platform can tell. */
final class TemplateReader {

    private static final int LARGEST = 16_384;
    private static final int LONGEST_NAME = 512;
    private static final int LONGEST_TEXT = 4_096;
    private static final int MOST_TEXTS = 100;
    private static final int MOST_BUTTONS = 10;
    /** BCP 47 as far as platforms go, and their own way of writing it. */
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

    private TemplateReader() {}

    /** As {@link io.vestnik.message.Content#templates}; null: the step has none. Of use only if there was no fault. */
    static Map<String, Object> read(Fields step, Faults faults) {
        JsonNode given = step.any("template");
        if (given == null) {
            return null;
        }
        String pointer = step.pointer("template");
        Fields fields = Fields.of(given, pointer, faults);
        fields.require("name");
        fields.require("language");
        Map<String, Object> template = new LinkedHashMap<>();
        put(template, "name", fields.text("name", 1, LONGEST_NAME));
        put(template, "language", language(fields, faults));
        put(template, "header", header(fields, faults));
        put(template, "body", body(fields, faults));
        put(template, "buttons", texts(fields, "buttons", MOST_BUTTONS, faults));
        fields.refuseOthers();
        if (given.toString().getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            faults.malformed(pointer, "must have at most " + LARGEST + " bytes as JSON");
        }
        return template;
    }

    private static void put(Map<String, Object> template, String name, Object value) {
        if (value != null) {
            template.put(name, value);
        }
    }

    private static String language(Fields fields, Faults faults) {
        String language = fields.text("language", 1, 35);
        if (language != null && !LANGUAGE.matcher(language).matches()) {
            faults.malformed(fields.pointer("language"), "must be a language as the platform writes it: ru, en_US");
        }
        return language;
    }

    /** A text, also as {@code {"text": …}}, which is how XML has it; or a medium. */
    private static Object header(Fields template, Faults faults) {
        JsonNode given = template.any("header");
        if (given == null || given.isTextual()) {
            return template.text("header", 1, LONGEST_TEXT);
        }
        Fields fields = Fields.of(given, template.pointer("header"), faults);
        if (!given.isObject()) {
            return null;
        }
        if (fields.has("text")) {
            String text = fields.text("text", 1, LONGEST_TEXT);
            fields.refuseOthers();
            return text;
        }
        Media media = MediaReader.one(fields, faults);
        Map<String, Object> header = new LinkedHashMap<>();
        put(header, "type", media.type());
        put(header, "url", media.url());
        put(header, "name", media.name());
        return header;
    }

    /** Texts in their order, or by the names that the template has for them. */
    private static Object body(Fields template, Faults faults) {
        JsonNode given = template.any("body");
        if (given == null || !given.isObject()) {
            return texts(template, "body", MOST_TEXTS, faults);
        }
        Map<String, String> named = new LinkedHashMap<>();
        Fields fields = template.object("body");
        fields.others((name, value) -> {
            if (NAME.matcher(name).matches()) {
                named.put(name, fields.text(name, 1, LONGEST_TEXT));
            } else {
                faults.malformed(template.pointer("body"), "every name in it must have letters, digits and _, and begin with none of the digits");
            }
        });
        if (given.size() > MOST_TEXTS) {
            faults.malformed(template.pointer("body"), "must have at most " + MOST_TEXTS + " texts");
        }
        return named;
    }

    /** Null: missing. */
    private static List<String> texts(Fields template, String name, int most, Faults faults) {
        List<JsonNode> given = template.array(name, 0, most);
        if (given == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String text = given.get(i).textValue();
            if (text == null || text.isEmpty() || text.length() > LONGEST_TEXT) {
                faults.malformed(template.pointer(name) + "/" + i, "must be a string of 1 to " + LONGEST_TEXT + " characters");
            }
            texts.add(text);
        }
        return texts;
    }
}
