package io.vestnik.ingress.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.account.Account;
import io.vestnik.contact.Contact;
import io.vestnik.contact.ContactBook;
import io.vestnik.contact.ContactReader;
import io.vestnik.form.JsonReader;
import io.vestnik.message.InvalidMessage;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** The contacts of one call on their way in, some in each commit. */
final class ContactBatch {

    private static final int TOGETHER = 200;

    private final ContactReader reader;
    private final ContactBook book;
    private final Account account;
    private final BatchResults results;
    private final TreeMap<Integer, Contact> read = new TreeMap<>();

    ContactBatch(ContactReader reader, ContactBook book, Account account, BatchResults results) {
        this.reader = reader;
        this.book = book;
        this.account = account;
        this.results = results;
    }

    void line(int index, byte[] utf8) {
        try {
            contact(index, JsonReader.read(utf8));
        } catch (InvalidMessage e) {
            results.refused(index, e.errors());
        }
    }

    void contact(int index, JsonNode json) {
        try {
            read.put(index, reader.read(account, json, null));
        } catch (InvalidMessage e) {
            results.refused(index, e.errors());
        }
        if (read.size() == TOGETHER) {
            commit();
        }
    }

    private void commit() {
        Throwable before = results.lastFailure();
        try {
            if (before == null) {
                List<ContactBook.Written> written = book.write(read.values());
                int i = 0;
                for (int index : read.keySet()) {
                    results.accepted(index, written.get(i).contact().id(), written.get(i).merged());
                    i++;
                }
            } else {
                read.keySet().forEach(index -> results.failed(index, before)); // it broke off: each more would wait in vain
            }
        } catch (DataAccessException | TransactionException e) {
            read.keySet().forEach(index -> results.failed(index, e));
        }
        read.clear();
    }

    /** Fails with the reason when no contact could be stored for no fault of its own. */
    void finish() {
        if (!read.isEmpty()) {
            commit();
        }
        Throwable failure = results.wholeFailure();
        if (failure != null) {
            throw new CompletionException(failure);
        }
    }
}
