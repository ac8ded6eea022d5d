package io.vestnik.queue;

import java.util.concurrent.Callable;

/** Where a lane waits and holds nothing that is on its way: there, and nowhere else, it may be called away. */
final class Rest {

    private Thread resting;
    private boolean calledAway;

    /** Throws {@link InterruptedException} when it would wait and is called away; what needs no waiting is had all the same. */
    <T> T during(Callable<T> waiting) throws Exception {
        synchronized (this) {
            resting = Thread.currentThread();
            if (calledAway) {
                resting.interrupt();
            }
        }
        try {
            return waiting.call();
        } finally {
            synchronized (this) {
                resting = null;
                Thread.interrupted(); // it came as the waiting was over
            }
        }
    }

    synchronized void callAway() {
        calledAway = true;
        if (resting != null) {
            resting.interrupt();
        }
    }
}
