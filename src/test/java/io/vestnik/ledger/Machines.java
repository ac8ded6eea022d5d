package io.vestnik.ledger;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.vestnik.callback.CallbackEvent;
import io.vestnik.callback.FreshCallbacks;
import io.vestnik.esme.OwedRows;
import io.vestnik.message.NewMessage;
import io.vestnik.node.Node;
import io.vestnik.queue.Handover;
import io.vestnik.queue.Leases;
import io.vestnik.settings.VestnikSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Machines whose messages are rows of {@link LedgerDatabase}; all on one clock. */
public class Machines {

    private final NewRows newRows;
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private volatile Instant now = LedgerDatabase.NOW;

    Machines(NewRows newRows, JdbcClient jdbc, TransactionTemplate transaction) {
        this.newRows = newRows;
        this.jdbc = jdbc;
        VestnikSettings settings = mock(VestnikSettings.class);
        when(settings.unknownWait()).thenReturn(Duration.ofSeconds(30));
        when(settings.stepTimeout()).thenReturn(Duration.ofMinutes(5));
        Leases full = mock(Leases.class);
        CallbackEvent event = mock(CallbackEvent.class, call -> call.getMethod().getReturnType() == String.class ? "{}" : null);
        Commit commit = new Commit(transaction, full, mock(Handover.class), mock(FreshCallbacks.class), mock(Chronicle.class));
        ChangedRows changed =
                new ChangedRows(jdbc, full, mock(Node.class), event, mock(OwedRows.class), mock(DeadAddresses.class));
        InstantSource clock = () -> now;
        this.ledger = new Ledger(new MessageRows(jdbc, settings), changed, commit, clock.withZone(ZoneOffset.UTC));
    }

    public void move(Instant to) {
        now = to;
    }

    public Machine accept(NewMessage message) {
        move(LedgerDatabase.NOW);
        String id = newRows.insert(List.of(message)).get(0).id();
        return Machine.of(ledger, id, delivery ->
                jdbc.sql("UPDATE delivery SET provider = 'p' WHERE id = :id").param("id", delivery).update());
    }
}
