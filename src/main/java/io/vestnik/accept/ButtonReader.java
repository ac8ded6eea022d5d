package io.vestnik.accept;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.message.Button;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Links and quick replies under a text. */
final class ButtonReader {

    private static final int MOST = 10;
    private static final int LONGEST_TEXT = 40;
    private static final int LONGEST_REPLY = 64; // bytes: what the narrowest platform gives back

    private ButtonReader() {}

    /** Empty: there are none. */
    static List<Button> read(Fields message, Faults faults) {
        List<JsonNode> given = message.array("buttons", 0, MOST);
        List<Button> buttons = new ArrayList<>();
        for (int i = 0; given != null && i < given.size(); i++) {
            buttons.add(one(Fields.of(given.get(i), "/buttons/" + i, faults), "/buttons/" + i, faults));
        }
        return buttons;
    }

    private static Button one(Fields fields, String pointer, Faults faults) {
        fields.require("text");
        String text = fields.text("text", 1, LONGEST_TEXT);
        String url = fields.text("url", 1, WebUrl.LONGEST);
        String reply = fields.text("reply", 1, LONGEST_REPLY);
        fields.refuseOthers();
        if (fields.has("url") == fields.has("reply")) {
            faults.malformed(pointer, "must have either url or reply");
        }
        if (url != null && !WebUrl.isOpen(url)) {
            faults.unprocessable(fields.pointer("url"), WebUrl.RULE);
        }
        if (reply != null && reply.getBytes(StandardCharsets.UTF_8).length > LONGEST_REPLY) {
            faults.malformed(fields.pointer("reply"), "must have at most " + LONGEST_REPLY + " bytes in UTF-8");
        }
        return new Button(text, url, reply);
    }
}
