package io.vestnik.ingress.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.accept.SendTimeReader;
import io.vestnik.form.Characters;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.form.JsonReader;
import io.vestnik.ledger.Cancellation;
import io.vestnik.ledger.Recall;
import io.vestnik.ledger.Rescheduling;
import io.vestnik.ledger.TaggedMessages;
import io.vestnik.message.SendTimes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What waits for its time: moved, and moved or taken back by the tags that it has. */
@Component
public class ClockDoor {

    private final SendTimeReader reader;
    private final Rescheduling rescheduling;
    private final Cancellation cancellation;
    private final TaggedMessages tagged;

    ClockDoor(SendTimeReader reader, Rescheduling rescheduling, Cancellation cancellation, TaggedMessages tagged) {
        this.reader = reader;
        this.rescheduling = rescheduling;
        this.cancellation = cancellation;
        this.tagged = tagged;
    }

    private record Moved(String id, String status, Instant sendAt) {}

    /** @param status {@code cancelled}, {@code rescheduled} or {@code too_late} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Result(String id, Map<String, String> to, String status, Instant sendAt) {}

    public Answer reschedule(Call call) {
        Faults faults = new Faults();
        Fields fields = fields(call, faults);
        SendTimes times = reader.readNew(call.account(), fields, faults);
        fields.refuseOthers();
        faults.throwIfAny();
        List<Recall> recalls = rescheduling.move(call.account().id(), List.of(call.segment(0)), times);
        if (recalls.isEmpty()) {
            throw Refusal.notFound("message");
        }
        Recall recall = recalls.get(0);
        if (!recall.inTime()) {
            throw Refusal.of(409, "The message is being sent, or its state is final");
        }
        return Answer.json(200, new Moved(recall.id(), recall.status(), recall.sendAt()));
    }

    public Answer cancelTagged(Call call) {
        Faults faults = new Faults();
        Fields fields = fields(call, faults);
        TaggedCall request = TaggedCall.read(fields, faults);
        faults.throwIfAny();
        String account = call.account().id();
        return request.each(
                call, tagged, ids -> results(cancellation.cancelAll(account, ids), "cancelled"));
    }

    public Answer rescheduleTagged(Call call) {
        Faults faults = new Faults();
        Fields fields = fields(call, faults);
        SendTimes times = reader.readNew(call.account(), fields, faults);
        TaggedCall request = TaggedCall.read(fields, faults);
        faults.throwIfAny();
        String account = call.account().id();
        return request.each(call, tagged, ids -> results(rescheduling.move(account, ids, times), "rescheduled"));
    }

    private static Fields fields(Call call, Faults faults) {
        JsonNode json = JsonReader.read(call.body());
        Characters.check(json, "", faults);
        return Fields.of(json, "", faults);
    }

    private static List<?> results(List<Recall> recalls, String done) {
        return recalls.stream()
                .map(recall -> new Result(recall.id(), recall.to(), recall.inTime() ? done : "too_late", recall.sendAt()))
                .toList();
    }
}
