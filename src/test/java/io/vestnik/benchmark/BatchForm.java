package io.vestnik.benchmark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Many messages a request: lines of JSON, written and read as they fit. */
final class BatchForm extends Form {

    private static final byte[] INDEX = "\"index\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ID = "\"id\":\"".getBytes(StandardCharsets.US_ASCII);

    private final int messages;
    private final String key;
    private final Template line;

    BatchForm(String key, String messageClass, int messages, int recipients) {
        this.messages = messages;
        this.key = key;
        line = new Template(SingleForm.json(messageClass) + "\n", recipients);
    }

    @Override
    int perRequest() {
        return messages;
    }

    @Override
    int write(ByteBuffer out, int first, int count, int written) {
        if (written == 0) {
            out.put(("POST /api/v1/messages/batch HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-ndjson\r\n"
                    + "Authorization: Bearer " + key + "\r\nContent-Length: " + (long) count * line.length() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        }
        int done = written;
        while (done < count && out.remaining() >= line.length()) {
            line.put(out, first + done++);
        }
        return done - written;
    }

    @Override
    void answered(HttpReader answer, int first, int count, Tally tally, long now) {
        if (answer.status() != 202) {
            for (int i = 0; i < count; i++) {
                tally.refused(answer.status());
            }
            return;
        }
        Octets body = answer.body();
        int told = 0;
        for (int at = body.after(INDEX, 0); at >= 0; at = body.after(INDEX, at)) {
            told++;
            int id = at;
            while (body.array()[id] != ',') {
                id++;
            }
            id++;
            if (body.has(ID, id)) {
                id += ID.length;
                tally.accepted(first + body.number(at), Ulids.high(body, id), Ulids.low(body, id), now);
            } else {
                tally.refused(422);
            }
        }
        tally.broken(Math.max(0, count - told));
    }
}
