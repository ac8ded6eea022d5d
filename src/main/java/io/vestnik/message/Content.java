package io.vestnik.message;

import java.util.List;
import java.util.Map;

/**
 * What goes with a message's text on channels that can carry it; others get the text alone.
 *
 * @param media in their order; never null
 * @param buttons in their order; never null
 * @param templates by channel: one that is registered with its platform and goes there in place of the text ({@code name}, {@code
 *     language}, {@code header}, {@code body}, {@code buttons}); never null
 */
public record Content(List<Media> media, List<Button> buttons, Map<String, Map<String, Object>> templates) {

    public static final Content TEXT_ALONE = new Content(List.of(), List.of(), Map.of());

    public Content {
        media = media == null ? List.of() : List.copyOf(media);
        buttons = buttons == null ? List.of() : List.copyOf(buttons);
        templates = templates == null ? Map.of() : Map.copyOf(templates);
    }
}
