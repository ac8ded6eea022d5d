package io.vestnik.smpp;

import java.util.concurrent.atomic.AtomicInteger;

/** 1 to 0x7FFFFFFF, and again (SMPP v3.4 §3.2, sequence_number). */
public final class SequenceNumbers {

    private final AtomicInteger last;

    public SequenceNumbers(int last) {
        this.last = new AtomicInteger(last);
    }

    public int next() {
        return last.updateAndGet(n -> n == Integer.MAX_VALUE ? 1 : n + 1);
    }
}
