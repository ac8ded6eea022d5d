package io.vestnik.ledger.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.ledger.LedgerDatabase;
import io.vestnik.ledger.Machine;
import io.vestnik.ledger.Machines;
import io.vestnik.message.NewMessage;
import io.vestnik.message.Origin;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two hundred of the messages as rows: nothing that the state machine knows is lost between two facts. */
@SpringBootTest(classes = {LedgerDatabase.class, Machines.class}, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class CascadeModelDatabaseTest {

    private static final int LIVES = 200;
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    @Autowired
    Machines machines;

    @Autowired
    JdbcClient jdbc;

    @Test
    void rowsTellTheStoryThatTheOracleTells() {
        for (int n = 0; n < LIVES; n++) {
            Life life = CascadeModelTest.life(SEED, n);
            Story oracle = Oracle.tell(life);
            long before = callbacks();
            assertThat(new World(life, this::accepted, machines::move).live().text())
                    .as("life %d of seed %d: %s", n, SEED, life)
                    .isEqualTo(oracle.text());
            assertThat(callbacks() - before).as("callbacks of life %d of seed %d", n, SEED).isEqualTo(oracle.told().size());
        }
    }

    private long callbacks() {
        return jdbc.sql("SELECT count(*) FROM callback").query(Long.class).single();
    }

    private Machine accepted(Life life) {
        return machines.accept(new NewMessage(
                null, "demo", life.messageClass(), Map.of("phone", "+79161234567"), "text", null, World.plan(life),
                life.sendAt() == 0 ? null : World.time(life.sendAt()), Duration.of(life.validFor(), ChronoUnit.MICROS),
                "http://crm.example", life.events(), Map.of(), null, null, null, new Origin("rest", null)));
    }
}
