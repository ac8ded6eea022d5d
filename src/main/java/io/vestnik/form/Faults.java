package io.vestnik.form;

import io.vestnik.message.FieldError;
import io.vestnik.message.InvalidMessage;
import java.util.ArrayList;
import java.util.List;

/** What was found wrong with one request so far. Not for many threads. */
public final class Faults {

    /** Enough to mend any honest request; a hostile one gets no answer larger than itself. */
    private static final int MOST = 100;

    private final List<FieldError> errors = new ArrayList<>();
    private boolean malformed;

    /** Not of the contract's form. */
    public void malformed(String pointer, String detail) {
        malformed = true;
        add(pointer, detail);
    }

    /** Of the right form, but can't be done. */
    public void unprocessable(String pointer, String detail) {
        add(pointer, detail);
    }

    private void add(String pointer, String detail) {
        if (errors.size() < MOST) {
            errors.add(new FieldError(pointer, detail));
        }
    }

    /** Whether the value at the pointer, or anything in it, is at fault. */
    public boolean isAt(String pointer) {
        return errors.stream()
                .anyMatch(e -> e.pointer().equals(pointer) || e.pointer().startsWith(pointer + "/"));
    }

    public boolean any() {
        return !errors.isEmpty();
    }

    /** @throws InvalidMessage with all of them: malformed if any is */
    public void throwIfAny() {
        if (!errors.isEmpty()) {
            throw malformed ? InvalidMessage.malformed(errors) : InvalidMessage.unprocessable(errors);
        }
    }
}
