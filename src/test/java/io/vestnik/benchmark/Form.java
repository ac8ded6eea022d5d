package io.vestnik.benchmark;

import java.nio.ByteBuffer;

/** One way to ask for messages to be sent: how its requests look, and what its answers say. */
abstract class Form {

    /** Messages of one request. */
    abstract int perRequest();

    /**
     * Writes a request, or as much of it as there is room for.
     *
     * @param first number of its first message
     * @param written messages of it that earlier calls have written
     * @return messages that are written now
     */
    abstract int write(ByteBuffer out, int first, int count, int written);

    /** An answer as a whole has come. */
    abstract void answered(HttpReader answer, int first, int count, Tally tally, long now);
}
