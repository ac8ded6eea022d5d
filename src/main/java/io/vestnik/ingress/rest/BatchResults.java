package io.vestnik.ingress.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vestnik.message.FieldError;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.TreeMap;

/** One result a line, in the order sent. Filled by many threads. */
final class BatchResults {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Result(int index, String id, List<String> merged, List<FieldError> errors) {}

    private final TreeMap<Integer, Result> byIndex = new TreeMap<>();
    private boolean anyAccepted;
    private Throwable lastFailure;

    void accepted(int index, String id) {
        accepted(index, id, List.of());
    }

    /** @param merged contacts that this one took in */
    synchronized void accepted(int index, String id, List<String> merged) {
        anyAccepted = true;
        byIndex.put(index, new Result(index, id, merged.isEmpty() ? null : merged, null));
    }

    synchronized void refused(int index, List<FieldError> errors) {
        byIndex.put(index, new Result(index, null, null, errors));
    }

    /** Nobody's fault: the line may be sent again as it is. */
    synchronized void failed(int index, Throwable failure) {
        lastFailure = failure;
        String reason = Problems.isRateExceeded(failure)
                ? "the account sends faster than it may: send this line again later"
                : "the hub could not promise this line: send it again";
        refused(index, List.of(new FieldError("", reason)));
    }

    /** Null: none. */
    synchronized Throwable lastFailure() {
        return lastFailure;
    }

    /** Nothing went, and the same batch may go later: that is the answer to all of it. Null: some went, or none could. */
    synchronized Throwable wholeFailure() {
        return anyAccepted ? null : lastFailure;
    }

    synchronized byte[] array() {
        return Answer.bytes(byIndex.values());
    }

    synchronized byte[] lines() {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Result result : byIndex.values()) {
            lines.writeBytes(Answer.bytes(result));
            lines.write('\n');
        }
        return lines.toByteArray();
    }
}
