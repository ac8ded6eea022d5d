package io.vestnik.ingress.soap;

import io.vestnik.message.FieldError;
import io.vestnik.message.InvalidMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.w3c.dom.Element;

/** Everything found wrong with one request, by the schema and by the readers that all doors share: one error a path, in the readers' words. */
final class Found {

    private static final int MOST = 100;

    private final Map<String, FieldError> byPath = new LinkedHashMap<>();

    /** @param from the element that paths start at */
    Found(List<Finding> findings, Element from) {
        findings.stream()
                .limit(MOST)
                .map(finding -> finding.error(from))
                .forEach(error -> byPath.putIfAbsent(error.pointer(), error));
    }

    boolean isEmpty() {
        return byPath.isEmpty();
    }

    /**
     * Reads also what the schema refused, so that the caller learns everything at once.
     *
     * @param base the path of what the reader's pointers start at
     * @throws InvalidMessage when anything at all was found
     */
    <T> T read(Supplier<T> reader, String base) {
        T read = null;
        try {
            read = reader.get();
        } catch (InvalidMessage e) {
            for (FieldError error : e.errors()) {
                String path = Paths.of(error.pointer(), base);
                byPath.put(path, new FieldError(path, error.detail()));
            }
        }
        throwIfAny();
        return read;
    }

    void throwIfAny() {
        if (!isEmpty()) {
            throw InvalidMessage.malformed(byPath.values().stream().limit(MOST).toList());
        }
    }
}
