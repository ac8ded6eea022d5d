package io.vestnik.doors;

import java.util.List;

/** How a client of one door says what it wants. */
interface Way {

    /** Sends them in their order; one answer each. */
    List<Answer> send(List<Request> requests) throws Exception;
}
