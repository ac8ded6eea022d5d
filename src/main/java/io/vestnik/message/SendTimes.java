package io.vestnik.message;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When recipients are to be sent to: all at the same time, or each on its own clock. */
@FunctionalInterface
public interface SendTimes {

    /** Of each of them, by its addresses; on their clocks the database is asked once for all. */
    Map<Map<String, String>, SendTime> of(Collection<Map<String, String>> recipients);

    default SendTime of(Map<String, String> to) {
        return of(List.of(to)).get(to);
    }

    static SendTimes same(SendTime time) {
        return recipients -> {
            Map<Map<String, String>, SendTime> times = new HashMap<>();
            recipients.forEach(to -> times.put(to, time));
            return times;
        };
    }
}
