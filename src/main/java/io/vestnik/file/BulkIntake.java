package io.vestnik.file;

import io.vestnik.accept.Accept;
import io.vestnik.accept.IdempotencyKey;
import io.vestnik.accept.MessageReader;
import io.vestnik.account.Account;
import io.vestnik.batch.Outage;
import io.vestnik.form.Faults;
import io.vestnik.ledger.NewRows;
import io.vestnik.message.InvalidMessage;
import io.vestnik.message.NewMessage;
import io.vestnik.message.Origin;
import io.vestnik.metrics.MessageMeters;
import io.vestnik.settings.VestnikSettings;
import io.vestnik.trace.Traceparent;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Makes the rows of a file safe, thousands in a commit, and remembers with them how far the file is. */
@Component
class BulkIntake {

    private static final Logger LOG = LoggerFactory.getLogger(BulkIntake.class);
    private static final String DOOR = "sftp";
    private static final int MOST_ROWS = 5_000;
    private static final int MOST_CHARACTERS = 4 << 20; // long rows make short chunks: memory stays flat
    private static final int MOST_WRONG = 10_000; // at a file's beginning
    private static final Duration PAUSE = Duration.ofMillis(100); // where the account's rate is used up
    private static final Duration TURN = Duration.ofMinutes(1);

    private final MessageReader reader;
    private final Accept accept;
    private final NewRows rows;
    private final FileRows files;
    private final long mostRows;
    private final Clock clock;
    private final ExecutorService commits = Executors.newCachedThreadPool(new CustomizableThreadFactory("file-commit-"));
    private volatile boolean stopping;

    BulkIntake(MessageReader reader, Accept accept, NewRows rows, FileRows files, VestnikSettings settings, Clock clock) {
        this.reader = reader;
        this.accept = accept;
        this.rows = rows;
        this.files = files;
        this.mostRows = settings.sftp().maxRows();
        this.clock = clock;
    }

    /**
     * Reads on from where the file is, as far as it goes.
     *
     * @return why its rest can't be read; null: it was read to its end
     * @throws BadFile when it has no row at all
     * @throws FileRests when it has waited for its account's rate for long enough
     * @throws RuntimeException the database is away, the hub is stopping, another node reads it: what is committed stands, and the
     *     rest is for the next time
     */
    String read(Account account, FileState file, RowSource source) throws IOException {
        Run run = new Run(account, file);
        String broken = null;
        try {
            for (SourceRow row = source.next(); row != null; row = source.next()) {
                if (row.number() > mostRows) {
                    throw new BadFile("it has more than " + mostRows + " rows");
                }
                if (row.number() > file.rowsRead()) {
                    run.add(row);
                }
            }
        } catch (BadFile e) {
            broken = e.getMessage();
        } catch (IOException | RuntimeException e) {
            run.settle();
            throw e;
        }
        run.flush();
        run.await();
        if (run.position == 0) {
            throw new BadFile(broken == null ? "it has no rows" : broken);
        }
        return broken;
    }

    /** The next chunk is read while the last one is committed; one after the other. */
    private final class Run {

        private final Account account;
        private final String file;
        private final Origin origin = new Origin(DOOR, Traceparent.of(null)); // the file is one trace
        private long position;
        private long judged;
        private long good;
        private Instant end; // of its turn; null: it has not begun
        private Chunk chunk = new Chunk();
        private int room;
        private Future<?> last = CompletableFuture.completedFuture(null);

        private Run(Account account, FileState file) {
            this.account = account;
            this.file = file.id();
            this.position = file.rowsRead();
            this.judged = file.rowsRead();
            this.good = file.rowsGood();
        }

        void add(SourceRow row) {
            if (good == 0 && judged >= MOST_WRONG) {
                throw new BadFile("its first " + MOST_WRONG + " rows are all wrong");
            }
            if (room == 0) {
                room = allowance();
            }
            judge(row);
            judged++;
            room--;
            if (room == 0 || chunk.size() >= MOST_CHARACTERS) {
                flush();
            }
        }

        private int allowance() {
            end = end == null ? clock.instant().plus(TURN) : end;
            while (true) {
                if (stopping) {
                    throw new RejectedExecutionException("the hub is stopping");
                }
                int allowed = accept.allowance(account, MOST_ROWS);
                if (allowed > 0) {
                    return allowed;
                }
                if (clock.instant().isAfter(end)) {
                    throw new FileRests(); // all before is committed, or about to be
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }

        private void judge(SourceRow row) {
            if (row.error() != null) {
                chunk.refuse(row, null, row.error(), "malformed");
                return;
            }
            Faults faults = new Faults();
            IdempotencyKey.check(row.key(), faults);
            String key = faults.any() ? null : row.key(); // one that can't be a key is not told again
            try {
                chunk.add(row, key, reader.read(account, row.message(), row.key(), origin));
                good++;
            } catch (InvalidMessage e) {
                chunk.refuse(row, key, e.getMessage(), e.isMalformed() ? "malformed" : "unprocessable");
            }
        }

        void flush() {
            if (chunk.count() > 0) {
                await();
                Chunk full = chunk;
                long before = position;
                last = commits.submit(() -> commit(file, before, full));
                position = full.last();
                chunk = new Chunk();
            }
        }

        void await() {
            try {
                last.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RejectedExecutionException("the hub is stopping", e);
            }
        }

        /** What is under way ends, one way or the other; another failure is told already. */
        void settle() {
            try {
                await();
            } catch (RuntimeException e) {
                LOG.debug("a chunk failed as well", e);
            }
        }
    }

    /** A chunk that the database refuses is repeated row by row, so that only the guilty one fails. */
    private void commit(String file, long before, Chunk chunk) {
        try {
            store(file, before, chunk);
        } catch (DataAccessException e) {
            if (Outage.is(e)) {
                throw e;
            }
            if (chunk.count() == 1) {
                LOG.warn("row {} could not be stored: {}", chunk.last(), e.getClass().getSimpleName()); // its message may have content
                store(file, before, chunk.unstorable());
                return;
            }
            long done = before;
            for (Chunk single : chunk.singles()) {
                commit(file, done, single);
                done = single.last();
            }
        }
    }

    private void store(String file, long before, Chunk chunk) {
        List<NewMessage> messages = chunk.messages();
        List<NewRows.Stored> stored =
                rows.copy(messages, results -> files.advance(file, before, chunk.results(results)));
        for (int i = 0; i < stored.size(); i++) {
            if (stored.get(i).keyReused()) {
                MessageMeters.rejected(DOOR, "key_reused");
            } else if (!stored.get(i).replayed()) {
                MessageMeters.accepted(messages.get(i).messageClass(), DOOR, messages.get(i).account());
            }
        }
        chunk.refusals().forEach(reason -> MessageMeters.rejected(DOOR, reason));
    }

    /** Files are read on at the next start: none holds up the stop. */
    @EventListener
    void stop(ContextClosedEvent closed) {
        stopping = true;
    }

    @PreDestroy
    void close() {
        commits.shutdown();
    }
}
