package io.vestnik.file;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.settings.VestnikSettings;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads one file of messages, or of people; {@code routes/core/file.camel.yaml} hands it over, and its answers on. */
@Component("fileIntake")
public class FileIntake {

    private static final Logger LOG = LoggerFactory.getLogger(FileIntake.class);

    private final Accounts accounts;
    private final Sources sources;
    private final BulkIntake bulk;
    private final ContactIntake contacts;
    private final FileRows files;
    private final Places places;
    private final long mostUnpacked;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    FileIntake(
            Accounts accounts,
            Sources sources,
            BulkIntake bulk,
            ContactIntake contacts,
            FileRows files,
            Places places,
            VestnikSettings settings) {
        this.accounts = accounts;
        this.sources = sources;
        this.bulk = bulk;
        this.contacts = contacts;
        this.files = files;
        this.places = places;
        this.mostUnpacked = settings.sftp().maxUnpacked().toBytes();
    }

    /**
     * Answers when every row is committed or refused. The same content is read once; a file that was broken off goes on where it was.
     *
     * @param source on this node's disk; nobody writes to it any more
     * @param account the id of the account whose file it is
     * @param name as the client called it
     * @param answers the endpoint that takes answer files
     * @param place null: any node can write there; else the id of the home, kept on this node's disk
     * @throws FileInUse, {@link FileRests} and any failure: the file must come again
     */
    public Outcome read(File source, String account, String name, String answers, String place) throws IOException {
        return read(source, account, name, answers, place, Content.MESSAGES);
    }

    /** The same of a file of people: each is stored when it is answered, and nothing is reported later. */
    public Outcome readContacts(File source, String account, String name, String answers, String place) throws IOException {
        return read(source, account, name, answers, place, Content.CONTACTS);
    }

    private Outcome read(File source, String account, String name, String answers, String place, Content content)
            throws IOException {
        places.add(place);
        try {
            if (!accounts.isOpen(account)) {
                throw new BadFile("the account is closed"); // or gone
            }
            Account owner = accounts.get(account);
            FileName named = FileName.of(name);
            Survey survey = Survey.of(source.toPath(), named.packed(), mostUnpacked);
            Charset charset = survey.charset(named.form(), owner.sftp() == null ? "auto" : owner.sftp().charset());
            FileState file = read(source.toPath(), owner, named, survey.hash(content), charset, content);
            String upload = files.upload(file.id(), name, answers, place == null ? Places.ANY : place, content);
            LOG.info("file {} of account {}: {} rows, {} accepted{}", FileName.safe(name), account, file.rowsRead(),
                    file.rowsGood(), file.broken() == null ? "" : ", the rest can't be read: " + file.broken());
            return outcome(file, upload, account, named, answers, content);
        } catch (BadFile e) {
            LOG.warn("file {} of account {} can't be read: {}", FileName.safe(name), account, e.getMessage());
            String shown = FileName.isFit(name) ? name : FileName.safe(name);
            String reason = "This file was not read, and nothing of it is done: " + e.getMessage() + ".\n";
            return new Outcome("bad", List.of(reason(null, account, shown, answers, reason)));
        }
    }

    private FileState read(Path source, Account account, FileName name, byte[] hash, Charset charset, Content content)
            throws IOException {
        String held = account.id() + ' ' + HexFormat.of().formatHex(hash);
        if (!underWay.add(held)) {
            throw new FileInUse();
        }
        try {
            FileRows.Begun begun = files.begin(account.id(), hash, name.form(), charset, content);
            if (begun == null) {
                return files.find(account.id(), hash).filter(file -> !file.isReading()).orElseThrow(FileInUse::new);
            }
            return read(source, account, name, begun, content);
        } finally {
            underWay.remove(held);
        }
    }

    private FileState read(Path source, Account account, FileName name, FileRows.Begun begun, Content content)
            throws IOException {
        FileState file = begun.state();
        if (file.rowsRead() > 0) {
            LOG.info("file {} of account {} goes on after row {}", FileName.safe(name.full()), account.id(), file.rowsRead());
        }
        try (RowSource rows = sources.open(source, name, begun.charset(), content)) {
            String broken = content == Content.MESSAGES ? bulk.read(account, file, rows) : contacts.read(account, file, rows);
            return files.finish(file.id(), broken);
        } catch (BadFile e) {
            files.forget(file.id());
            throw e;
        } catch (IOException | RuntimeException e) {
            release(file.id());
            throw e;
        }
    }

    /** If that fails too, this node may still go on with the file, and others once it is gone. */
    private void release(String file) {
        try {
            files.release(file);
        } catch (RuntimeException e) {
            LOG.debug("the file stays with this node", e);
        }
    }

    private static Outcome outcome(
            FileState file, String upload, String account, FileName name, String answers, Content content) {
        List<Telling> tellings = new ArrayList<>();
        String accepted = name.stem() + ".accepted.csv";
        tellings.add(new Telling(upload, content == Content.MESSAGES ? Telling.Kind.ACCEPTED : Telling.Kind.CONTACTS, account, accepted, answers, null));
        boolean whole = !file.isBad() && file.broken() == null;
        if (!whole) {
            String why = (file.isBad() ? "No row of this file was accepted" : "Only the first rows of this file could be read")
                    + (file.broken() == null ? "" : ": " + file.broken());
            tellings.add(reason(upload, account, name.full(), answers, why + ". Each row and its error: out/" + accepted + "\n"));
        }
        return new Outcome(whole ? "done" : "bad", tellings);
    }

    private static Telling reason(String upload, String account, String name, String answers, String reason) {
        return new Telling(upload, Telling.Kind.REASON, account, name + ".txt", answers, reason);
    }
}
