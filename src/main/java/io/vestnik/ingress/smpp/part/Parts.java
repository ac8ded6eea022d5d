package io.vestnik.ingress.smpp.part;

import java.util.ArrayList;
import java.util.List;

/**
 * The parts of one message as far as they have come. A part that comes twice is the same part twice; with another content under its
 * number it is another message's, which uses the reference again.
 */
final class Parts {

    private final List<Part> all = new ArrayList<>();
    private final boolean[] there;
    private int missing;

    private Parts(int total) {
        there = new boolean[total];
        missing = total;
    }

    /** Takes the waiting parts of one group apart. What comes belongs to the message that was begun last. */
    static List<Parts> of(List<Part> inOrder) {
        List<Parts> messages = new ArrayList<>();
        for (Part part : inOrder) {
            Parts last = messages.isEmpty() ? null : messages.get(messages.size() - 1);
            if (last == null || !last.takes(part)) {
                last = new Parts(part.group().total());
                messages.add(last);
            }
            last.add(part);
        }
        return messages;
    }

    private boolean takes(Part part) {
        return !there[part.position()] || all.stream().anyMatch(part::isSameAs);
    }

    private void add(Part part) {
        all.add(part);
        if (!there[part.position()]) {
            there[part.position()] = true;
            missing--;
        }
    }

    boolean isComplete() {
        return missing == 0;
    }

    /** Repeated ones too. */
    List<Part> all() {
        return all;
    }
}
