package io.vestnik.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.account.Account;
import io.vestnik.batch.Outage;
import io.vestnik.consent.Consent;
import io.vestnik.contact.Contact;
import io.vestnik.contact.ContactBook;
import io.vestnik.contact.ContactReader;
import io.vestnik.message.InvalidMessage;
import io.vestnik.settings.VestnikSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores the people of a file, some hundred in a commit, then what they agreed to, then how far the file is: what is read again after a
 * crash in between changes nothing.
 */
@Component
class ContactIntake {

    private static final Logger LOG = LoggerFactory.getLogger(ContactIntake.class);
    private static final int CHUNK = 200;
    private static final int MOST_WRONG = 10_000; // at a file's beginning

    private final ContactReader reader;
    private final ContactBook book;
    private final ImportedConsents consents;
    private final FileRows files;
    private final TransactionTemplate transaction;
    private final long mostRows;
    private volatile boolean stopping;

    ContactIntake(
            ContactReader reader,
            ContactBook book,
            ImportedConsents consents,
            FileRows files,
            TransactionTemplate transaction,
            VestnikSettings settings) {
        this.reader = reader;
        this.book = book;
        this.consents = consents;
        this.files = files;
        this.transaction = transaction;
        this.mostRows = settings.sftp().maxRows();
    }

    /**
     * Reads on from where the file is, as far as it goes.
     *
     * @return why its rest can't be read; null: it was read to its end
     * @throws BadFile when it has no row at all
     * @throws RuntimeException what is committed stands, and the rest is for the next time
     */
    String read(Account account, FileState file, RowSource source) throws IOException {
        List<ContactRow> chunk = new ArrayList<>();
        long position = file.rowsRead();
        boolean anyGood = file.rowsGood() > 0;
        String broken = null;
        try {
            for (SourceRow row = source.next(); row != null; row = source.next()) {
                if (row.number() > mostRows) {
                    throw new BadFile("it has more than " + mostRows + " rows");
                }
                if (row.number() <= file.rowsRead()) {
                    continue;
                }
                if (!anyGood && row.number() > MOST_WRONG) {
                    throw new BadFile("its first " + MOST_WRONG + " rows are all wrong");
                }
                ContactRow judged = judge(account, row);
                anyGood |= judged.error() == null;
                chunk.add(judged);
                if (chunk.size() == CHUNK) {
                    position = commit(account, file.id(), position, chunk);
                }
            }
        } catch (BadFile e) {
            broken = e.getMessage();
        }
        if (!chunk.isEmpty()) {
            position = commit(account, file.id(), position, chunk);
        }
        if (position == 0) {
            throw new BadFile(broken == null ? "it has no rows" : broken);
        }
        return broken;
    }

    private ContactRow judge(Account account, SourceRow row) {
        if (row.error() != null || row.key() != null) {
            return ContactRow.wrong(row.number(), row.key() != null ? "/key is not a known field" : row.error());
        }
        try {
            JsonNode said = row.message() instanceof ObjectNode fields ? fields.remove("consents") : null;
            Contact contact = reader.read(account, row.message(), null);
            List<JsonNode> consents = new ArrayList<>();
            if (said instanceof ArrayNode each) {
                each.forEach(consents::add);
            } else if (said != null) {
                return ContactRow.wrong(row.number(), "/consents must be an array");
            }
            return new ContactRow(row.number(), contact, this.consents.read(account, contact, consents), null);
        } catch (InvalidMessage e) {
            return ContactRow.wrong(row.number(), e.getMessage());
        }
    }

    /** Where the file is then; the chunk is empty. */
    private long commit(Account account, String file, long before, List<ContactRow> chunk) {
        if (stopping) {
            throw new RejectedExecutionException("the hub is stopping");
        }
        List<ContactRow> good = chunk.stream().filter(row -> row.error() == null).toList();
        List<ContactBook.Written> written = good.isEmpty() ? List.of() : book.write(good.stream().map(ContactRow::contact).toList());
        Map<String, List<ContactRow>> speaking = new LinkedHashMap<>(); // two rows may be of one person
        Map<ContactRow, String> ids = new HashMap<>();
        for (int i = 0; i < good.size(); i++) {
            ids.put(good.get(i), written.get(i).contact().id());
            if (!good.get(i).consents().isEmpty()) {
                speaking.computeIfAbsent(written.get(i).contact().id(), id -> new ArrayList<>()).add(good.get(i));
            }
        }
        Set<ContactRow> unrecorded = record(account, speaking);
        List<RowResult> results = new ArrayList<>();
        for (ContactRow row : chunk) {
            results.add(unrecorded.contains(row) ? row.unrecorded().result(null) : row.result(ids.get(row)));
        }
        transaction.executeWithoutResult(status -> files.advance(file, before, results));
        chunk.clear();
        return results.get(results.size() - 1).number();
    }

    /** By the contact's id. What the database refuses is repeated one by one, so that only the guilty fails. @return those */
    private Set<ContactRow> record(Account account, Map<String, List<ContactRow>> rows) {
        try {
            consents.record(account, said(rows));
        } catch (RuntimeException e) {
            if (Outage.is(e)) {
                throw e;
            }
            if (rows.size() == 1) {
                List<ContactRow> guilty = rows.values().iterator().next();
                LOG.warn("consents of row {} could not be recorded: {}", guilty.get(0).number(), e.getClass().getSimpleName()); // it may have content
                return Set.copyOf(guilty);
            }
            Set<ContactRow> unrecorded = new HashSet<>();
            rows.forEach((id, each) -> unrecorded.addAll(record(account, Map.of(id, each))));
            return unrecorded;
        }
        return Set.of();
    }

    private static Map<String, List<Consent>> said(Map<String, List<ContactRow>> rows) {
        Map<String, List<Consent>> said = new LinkedHashMap<>();
        rows.forEach((id, each) -> said.put(id, each.stream().flatMap(row -> row.consents().stream()).toList()));
        return said;
    }

    /** Files are read on at the next start: none holds up the stop. */
    @EventListener
    void stop(ContextClosedEvent closed) {
        stopping = true;
    }
}
