package io.vestnik.ingress.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.accept.Accept;
import io.vestnik.accept.Accepted;
import io.vestnik.accept.KeyReused;
import io.vestnik.accept.MessageReader;
import io.vestnik.accept.Rejections;
import io.vestnik.batch.Outage;
import io.vestnik.account.Account;
import io.vestnik.form.JsonReader;
import io.vestnik.message.InvalidMessage;
import io.vestnik.message.NewMessage;
import io.vestnik.message.Origin;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Accepts the lines of a batch side by side, so that they share commits, and no more of them at once than fill one. */
@Component
class BatchIntake {

    private static final int IN_FLIGHT = 500;

    private final MessageReader reader;
    private final Accept accept;

    BatchIntake(MessageReader reader, Accept accept) {
        this.reader = reader;
        this.accept = accept;
    }

    Run begin(Account account, String key, Origin origin, BatchResults results) {
        return new Run(account, key, origin, results);
    }

    /** One batch on its way in. */
    final class Run {

        private final Account account;
        private final String key;
        private final Origin origin;
        private final BatchResults results;
        private final Semaphore free = new Semaphore(IN_FLIGHT);

        private Run(Account account, String key, Origin origin, BatchResults results) {
            this.account = account;
            this.key = key;
            this.origin = origin;
            this.results = results;
        }

        void line(int index, byte[] utf8) {
            try {
                message(index, JsonReader.read(utf8));
            } catch (InvalidMessage e) {
                results.refused(index, Rejections.counted(origin.door(), e).errors());
            }
        }

        void message(int index, JsonNode json) {
            Throwable before = results.lastFailure();
            if (before != null && Outage.is(before)) {
                results.failed(index, before); // it broke off: each more line would wait for the database in vain
                return;
            }
            NewMessage message;
            try {
                message = reader.read(account, json, key == null ? null : key + "#" + index, origin);
            } catch (InvalidMessage e) {
                results.refused(index, Rejections.counted(origin.door(), e).errors());
                return;
            } catch (DataAccessException e) { // a contact could not be looked up
                results.failed(index, e);
                return;
            }
            free.acquireUninterruptibly();
            accept.accept(message).whenComplete((accepted, failure) -> {
                settle(index, accepted, failure);
                free.release();
            });
        }

        private void settle(int index, Accepted accepted, Throwable failure) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause == null) {
                results.accepted(index, accepted.id());
            } else if (cause instanceof KeyReused) {
                results.refused(index, List.of(Problems.keyReused()));
            } else {
                results.failed(index, cause);
            }
        }

        /** Waits for the last line. Fails with the reason when no line could be accepted for no fault of its own. */
        void finish() {
            free.acquireUninterruptibly(IN_FLIGHT);
            Throwable failure = results.wholeFailure();
            if (failure != null) {
                throw new CompletionException(failure);
            }
        }
    }
}
