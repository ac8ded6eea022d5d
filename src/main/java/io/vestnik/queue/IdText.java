package io.vestnik.queue;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.regex.Pattern;

/** The body of a queue message: ULIDs, one a line. */
final class IdText {

    /** Ids in one message: enough to make its cost small, few enough to share the work between nodes. */
    static final int MOST = 50;

    private static final Pattern FORM = Pattern.compile("[0-9A-HJKMNP-TV-Z]{26}(\n[0-9A-HJKMNP-TV-Z]{26})*");

    private IdText() {}

    static String of(List<String> ids) {
        return String.join("\n", ids);
    }

    /** Throws {@link IllegalArgumentException} with the reason where the message is none of ours. */
    static List<String> read(Message message) throws JMSException {
        if (!(message instanceof TextMessage textMessage)) {
            throw new IllegalArgumentException("not a text message");
        }
        String text = textMessage.getText();
        if (text == null || text.isEmpty()) {
            throw new IllegalArgumentException("empty");
        }
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a list of ids");
        }
        return List.of(text.split("\n"));
    }
}
