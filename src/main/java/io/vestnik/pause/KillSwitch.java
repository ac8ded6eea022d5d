package io.vestnik.pause;

import io.vestnik.audit.Actor;
import io.vestnik.audit.AuditLog;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Turns switches. What was turned before stays as it is. */
@Component
public class KillSwitch {

    private final PauseRows rows;
    private final Pauses pauses;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    KillSwitch(PauseRows rows, Pauses pauses, AuditLog audit, TransactionTemplate transaction) {
        this.rows = rows;
        this.pauses = pauses;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * When it returns, nothing of it can be claimed on any node.
     *
     * @param reason null: none
     */
    public void pause(Pausable kind, String name, String reason, Actor actor) {
        transaction.executeWithoutResult(status -> {
            boolean changed = rows.pause(kind, name, reason, actor.operator());
            record(kind, name, "pause", reason, changed ? "paused" : "unchanged", actor);
        });
        pauses.refresh();
    }

    /** What it held is due again within a second or two. */
    public void resume(Pausable kind, String name, String reason, Actor actor) {
        transaction.executeWithoutResult(status -> {
            boolean changed = rows.resume(kind, name);
            record(kind, name, "resume", reason, changed ? "resumed" : "unchanged", actor);
        });
        pauses.refresh();
    }

    private void record(Pausable kind, String name, String verb, String reason, String result, Actor actor) {
        audit.record(
                actor,
                kind + "." + verb,
                kind + ":" + name,
                reason == null ? Map.of() : Map.of("reason", reason),
                result);
    }
}
