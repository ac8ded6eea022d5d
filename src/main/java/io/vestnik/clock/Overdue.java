package io.vestnik.clock;

import io.vestnik.ledger.Deadlines;
import io.vestnik.ledger.Receipts;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Deliveries that are out and were not heard of in time: lost answers, steps that took too long, receipts that never came. */
@Component("overdue")
public class Overdue {

    private static final int ROUND = 500;

    private final DueRows rows;
    private final Deadlines deadlines;
    private final Receipts receipts;
    private final Clock clock;

    Overdue(DueRows rows, Deadlines deadlines, Receipts receipts, Clock clock) {
        this.rows = rows;
        this.deadlines = deadlines;
        this.receipts = receipts;
        this.clock = clock;
    }

    /** Judges all that is overdue now. */
    public void judge() {
        judge("sending");
        List<DueRows.Lane> unknown = rows.lanes("unknown");
        if (!unknown.isEmpty()) {
            receipts.settleUnknown(); // before it is repeated: its receipt may be here
            judge("unknown");
        }
        judge("sent");
        judge("delivered"); // of steps that ask for more
        judge("read");
    }

    private void judge(String status) {
        for (DueRows.Lane lane : rows.lanes(status)) {
            List<String> ids;
            do {
                ids = rows.overdue(status, lane, clock.instant(), ROUND);
                if (!ids.isEmpty()) {
                    deadlines.pass(ids);
                }
            } while (ids.size() == ROUND);
        }
    }
}
