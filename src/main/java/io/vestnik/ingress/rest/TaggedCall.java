package io.vestnik.ingress.rest;

import com.github.f4b6a3.ulid.Ulid;
import io.vestnik.accept.TagsReader;
import io.vestnik.batch.Outage;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.ledger.TaggedMessages;
import io.vestnik.message.MessageClass;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a call by tag asks for.
 *
 * @param tags a message must have all of them
 * @param messageClass null: any
 * @param after the id of the last message of the call before; null: the first call
 */
record TaggedCall(Map<String, String> tags, MessageClass messageClass, int limit, String after) {

    private static final int MOST = 10_000;
    private static final int TOGETHER = 500; // in one commit, so that no message is locked for long
    private static final String LINES = "application/x-ndjson";

    private record Found(List<Object> results, String next) {}

    private record Next(String next) {}

    static TaggedCall read(Fields fields, Faults faults) {
        fields.require("tag");
        Map<String, String> tags = TagsReader.read(fields, "tag", faults);
        if (tags.isEmpty() && !faults.any()) {
            faults.malformed(fields.pointer("tag"), "must have a tag");
        }
        String name = fields.text("class", 1, 20);
        MessageClass messageClass = null;
        try {
            messageClass = name == null ? null : MessageClass.of(name);
        } catch (IllegalArgumentException e) {
            faults.malformed(fields.pointer("class"), e.getMessage());
        }
        Integer limit = fields.number("limit", 1, MOST);
        String cursor = fields.text("cursor", 1, 100);
        String after = cursor == null ? null : Page.id(cursor, Ulid::isValid);
        if (cursor != null && after == null) {
            faults.malformed(fields.pointer("cursor"), "must be the next of an earlier answer");
        }
        fields.refuseOthers();
        return new TaggedCall(tags, messageClass, limit == null ? MOST : limit, after);
    }

    /**
     * Changes the messages chunk by chunk. If the database goes away after the first one, the answer tells what was done until then.
     *
     * @param change from ids of messages to results, in one commit
     */
    Answer each(Call call, TaggedMessages tagged, Function<List<String>, List<?>> change) {
        List<String> ids = tagged.open(call.account().id(), tags, messageClass, after, limit + 1);
        int most = Math.min(limit, ids.size());
        List<Object> results = new ArrayList<>();
        int done = 0;
        while (done < most) {
            int end = Math.min(done + TOGETHER, most);
            try {
                results.addAll(change.apply(ids.subList(done, end)));
            } catch (RuntimeException e) {
                if (done == 0 || !Outage.is(e)) {
                    throw e;
                }
                break;
            }
            done = end;
        }
        Found found = new Found(results, done < ids.size() ? Page.cursor(ids.get(done - 1)) : null);
        return call.accepts(LINES) ? Answer.of(200, LINES, lines(found)) : Answer.json(200, found);
    }

    private static byte[] lines(Found found) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        found.results.forEach(result -> line(lines, result));
        if (found.next != null) {
            line(lines, new Next(found.next));
        }
        return lines.toByteArray();
    }

    private static void line(ByteArrayOutputStream lines, Object value) {
        lines.writeBytes(Answer.bytes(value));
        lines.write('\n');
    }
}
