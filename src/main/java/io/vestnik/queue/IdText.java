package io.vestnik.queue;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;

/** The body of a queue message: ULIDs, one a line. */
final class IdText {

    /** Ids in one message: enough to make its cost small, few enough to share the work between nodes. */
    static final int MOST = 50;

    private static final int LENGTH = 26; // of a ULID
    private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

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
        if (text.length() % (LENGTH + 1) != LENGTH) {
            throw new IllegalArgumentException("not a list of ids");
        }
        List<String> ids = new ArrayList<>(text.length() / LENGTH);
        for (int at = 0; at < text.length(); at += LENGTH + 1) {
            String id = text.substring(at, at + LENGTH);
            boolean closed = at + LENGTH == text.length() || text.charAt(at + LENGTH) == '\n';
            if (!closed || !isId(id)) {
                throw new IllegalArgumentException("not a list of ids");
            }
            ids.add(id);
        }
        return ids;
    }

    private static boolean isId(String id) {
        for (int i = 0; i < LENGTH; i++) {
            if (LETTERS.indexOf(id.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
