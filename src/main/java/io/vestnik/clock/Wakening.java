package io.vestnik.clock;

import io.vestnik.pause.Pausable;
import io.vestnik.pause.Pause;
import io.vestnik.pause.PauseRows;
import io.vestnik.pause.Pauses;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** After a resume: makes due what the pause held, a part at a time, so that a million of them neither lock nor time out. */
@Component("wakening")
public class Wakening {

    private static final int ROUND = 2_000;

    private final DueRows rows;
    private final PauseRows pauseRows;
    private final Pauses pauses;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Wakening(DueRows rows, PauseRows pauseRows, Pauses pauses, TransactionTemplate transaction, Clock clock) {
        this.rows = rows;
        this.pauseRows = pauseRows;
        this.pauses = pauses;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Works while there is something to wake that no other node is at. */
    public void wake() {
        while (pauses.anyResumed() && transaction.execute(status -> wakeSome())) {
            // until a round finds nothing
        }
    }

    private boolean wakeSome() {
        Pause resumed = pauseRows.lockResumed().orElse(null);
        if (resumed == null) {
            return false;
        }
        Instant now = clock.instant();
        List<DueRows.Lane> lanes = resumed.kind() == Pausable.PROVIDER
                ? List.of() // it held nothing: what it might have sent waits in its channel's queue
                : rows.lanes("queued").stream().filter(lane -> isOf(lane, resumed)).toList();
        int woken = lanes.stream().mapToInt(lane -> rows.wake(lane, now, ROUND)).sum();
        if (woken == 0 && lanes.stream().noneMatch(lane -> rows.isAnyHeld(lane, now))) {
            pauseRows.forget(resumed);
            return true;
        }
        return woken > 0;
    }

    private static boolean isOf(DueRows.Lane lane, Pause pause) {
        return pause.name().equals(pause.kind() == Pausable.ACCOUNT ? lane.account() : lane.channel());
    }
}
