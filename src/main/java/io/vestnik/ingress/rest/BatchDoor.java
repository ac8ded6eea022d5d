package io.vestnik.ingress.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.accept.IdempotencyKey;
import io.vestnik.form.Faults;
import io.vestnik.form.JsonReader;
import java.util.Iterator;
import org.springframework.stereotype.Component;

/** Many messages in one call: as an array, which is right or wrong as a whole, or as lines, each on its own. */
@Component
public class BatchDoor {

    /** Of a batch of anything. */
    static final int MOST = 10_000;
    private static final int SPARE = "#9999".length();

    private final BatchIntake intake;

    BatchDoor(BatchIntake intake) {
        this.intake = intake;
    }

    /** Answers when every line is committed or refused, in the form that was sent. */
    public Answer send(Call call) {
        Faults faults = new Faults();
        IdempotencyKey.check(call.idempotencyKey(), SPARE, faults);
        faults.throwIfAny();
        boolean lines = call.mediaType().equals(NdjsonLines.TYPE);
        BatchResults results = new BatchResults();
        BatchIntake.Run run = intake.begin(call.account(), call.idempotencyKey(), call.origin(), results);
        if (lines) {
            byte[] body = call.body();
            NdjsonLines.check(body, MOST);
            NdjsonLines.each(body, run::line);
        } else {
            Iterator<JsonNode> elements = JsonReader.elements(call.body(), MOST);
            for (int i = 0; elements.hasNext(); i++) {
                run.message(i, elements.next());
            }
        }
        run.finish();
        return Answer.of(202, lines ? NdjsonLines.TYPE : "application/json", lines ? results.lines() : results.array());
    }
}
