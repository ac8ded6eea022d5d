package io.vestnik.ingress.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.account.Account;
import io.vestnik.batch.Outage;
import io.vestnik.consent.Consent;
import io.vestnik.consent.ConsentLedger;
import io.vestnik.consent.ConsentReader;
import io.vestnik.form.JsonReader;
import io.vestnik.message.InvalidMessage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Many consents in one call, as an array or as lines; each is right or wrong on its own. */
@Component
public class ConsentBatchDoor {

    private static final String LINES = "application/x-ndjson";
    private static final int MOST = 10_000;

    private final ConsentReader reader;
    private final ConsentLedger ledger;

    ConsentBatchDoor(ConsentReader reader, ConsentLedger ledger) {
        this.reader = reader;
        this.ledger = ledger;
    }

    /** Answers when every line is recorded or refused, in the form that was sent. */
    public Answer record(Call call) {
        boolean lines = call.mediaType().equals(LINES);
        BatchResults results = new BatchResults();
        Run run = new Run(call.account(), results);
        if (lines) {
            byte[] body = call.body();
            NdjsonLines.check(body, MOST);
            NdjsonLines.each(body, run::line);
        } else {
            Iterator<JsonNode> elements = JsonReader.elements(call.body(), MOST);
            for (int i = 0; elements.hasNext(); i++) {
                run.consent(i, elements.next());
            }
        }
        run.finish();
        return Answer.of(200, lines ? LINES : "application/json", lines ? results.lines() : results.array());
    }

    /** One batch on its way in. */
    private final class Run {

        /** A transaction: claims wait while one that has a withdrawal is written. */
        private static final int CHUNK = 500;

        private final Account account;
        private final BatchResults results;
        private final List<Integer> indexes = new ArrayList<>();
        private final List<Consent> chunk = new ArrayList<>();

        private Run(Account account, BatchResults results) {
            this.account = account;
            this.results = results;
        }

        private void line(int index, byte[] utf8) {
            try {
                consent(index, JsonReader.read(utf8));
            } catch (InvalidMessage e) {
                results.refused(index, e.errors());
            }
        }

        private void consent(int index, JsonNode json) {
            try {
                chunk.add(reader.readImported(account, json));
                indexes.add(index);
            } catch (InvalidMessage e) {
                results.refused(index, e.errors());
            }
            if (chunk.size() == CHUNK) {
                write();
            }
        }

        private void write() {
            try {
                Throwable before = results.lastFailure();
                if (before != null) {
                    indexes.forEach(index -> results.failed(index, before)); // the rest would wait for the database in vain
                } else if (!chunk.isEmpty()) {
                    List<Consent> recorded = ledger.recordAll(chunk);
                    for (int i = 0; i < recorded.size(); i++) {
                        results.accepted(indexes.get(i), recorded.get(i).id());
                    }
                }
            } catch (RuntimeException e) {
                if (!Outage.is(e)) {
                    throw e;
                }
                indexes.forEach(index -> results.failed(index, e));
            } finally {
                chunk.clear();
                indexes.clear();
            }
        }

        /** Fails with the reason when nothing could be recorded for no fault of its own. */
        private void finish() {
            write();
            if (results.wholeFailure() instanceof RuntimeException failure) {
                throw failure;
            }
        }
    }
}
