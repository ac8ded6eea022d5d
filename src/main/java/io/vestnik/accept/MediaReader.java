package io.vestnik.accept;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.message.Media;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pictures, films, sounds and documents that go with a text. Whoever shows them fetches them: the hub never does. */
final class MediaReader {

    static final String TYPE_RULE = "must be image, video, audio or document";

    private static final int MOST = 10;
    private static final int LONGEST_NAME = 255;
    private static final Map<String, List<String>> ENDINGS = Map.of(
            "image", List.of("jpg", "jpeg", "png", "gif", "webp"),
            "video", List.of("mp4", "mov", "webm", "3gp"),
            "audio", List.of("mp3", "m4a", "aac", "amr", "ogg", "opus", "wav"),
            "document", List.of("pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "csv", "rtf", "odt", "ods", "ics", "zip"));
    private static final Map<String, String> TYPES = new HashMap<>();

    static {
        ENDINGS.forEach((type, endings) -> endings.forEach(ending -> TYPES.put(ending, type)));
    }

    private MediaReader() {}

    /** Empty: there are none. */
    static List<Media> read(Fields message, Faults faults) {
        List<JsonNode> given = message.array("media", 0, MOST);
        List<Media> media = new ArrayList<>();
        for (int i = 0; given != null && i < given.size(); i++) {
            media.add(one(Fields.of(given.get(i), "/media/" + i, faults), faults));
        }
        return media;
    }

    /** Of use only if there was no fault. */
    static Media one(Fields fields, Faults faults) {
        fields.require("url");
        String url = fields.text("url", 1, WebUrl.LONGEST);
        String type = fields.text("type", 1, 20);
        String name = fields.text("name", 1, LONGEST_NAME);
        fields.refuseOthers();
        if (type != null && !ENDINGS.containsKey(type)) {
            faults.malformed(fields.pointer("type"), TYPE_RULE);
        }
        if (url != null && !WebUrl.isOpen(url)) {
            faults.unprocessable(fields.pointer("url"), WebUrl.RULE);
        } else if (url != null && !fields.has("type")) {
            type = TYPES.get(ending(url));
            if (type == null) {
                faults.unprocessable(fields.pointer("type"), "is missing, and the URL's ending does not tell it: it " + TYPE_RULE);
            }
        }
        return new Media(type, url, name);
    }

    /** After the last dot of its path, in lower case. */
    private static String ending(String url) {
        String path = WebUrl.of(url).getRawPath();
        return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
