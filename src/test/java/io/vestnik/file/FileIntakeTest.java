package io.vestnik.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.when;

import io.vestnik.accept.Accept;
import io.vestnik.accept.LocalTimes;
import io.vestnik.accept.MessageReader;
import io.vestnik.accept.SendTimeReader;
import io.vestnik.accept.StepOrder;
import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.address.Addresses;
import io.vestnik.contact.Contacts;
import io.vestnik.ledger.LedgerDatabase;
import io.vestnik.zone.Zones;
import io.vestnik.ledger.NewRows;
import io.vestnik.node.Node;
import io.vestnik.settings.SftpSettings;
import io.vestnik.settings.VestnikSettings;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** Files against the database: in chunks of three rows. */
@SpringBootTest(classes = LedgerDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class FileIntakeTest {

    private static final int CHUNK = 3;
    private static final int MOST_ROWS = 20_000;
    private static final int ROWS = 10;
    private static final Set<String> CHANNELS = Set.of("sms", "email");

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JdbcTemplate template;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    NewRows newRows;

    @TempDir
    Path folder;

    private final Accept accept = mock(Accept.class);
    private final Clock clock = mock(Clock.class);

    @BeforeEach
    void empty() {
        when(accept.allowance(any(), anyInt())).thenReturn(CHUNK);
        when(clock.instant()).thenReturn(LedgerDatabase.NOW);
        jdbc.sql("TRUNCATE message, delivery, idempotency, file, file_row, upload, node").update();
        live("here");
    }

    /** The chunk of that number fails, before its commit or when its commit is done; or the one after the last: nothing fails. */
    @ParameterizedTest
    @CsvSource({"1,false", "1,true", "2,false", "2,true", "3,false", "3,true", "4,false", "4,true", "5,false"})
    void goesOnWhereItWasAtEachChunk(int failing, boolean committed) throws IOException {
        File file = file("winter.csv", rows(ROWS));
        NewRows breaking = spy(newRows);
        AtomicInteger chunks = new AtomicInteger();
        doAnswer(call -> {
                    boolean breaks = chunks.incrementAndGet() == failing;
                    if (breaks && !committed) {
                        throw new IllegalStateException("the database is away");
                    }
                    Object results = call.callRealMethod();
                    if (breaks) {
                        throw new IllegalStateException("the answer to the commit is lost");
                    }
                    return results;
                })
                .when(breaking)
                .copy(any(), any());
        FileIntake first = intake("here", breaking);
        if (failing <= 4) {
            assertThatThrownBy(() -> read(first, file, "winter.csv")).isInstanceOf(IllegalStateException.class);
            assertThat(count("file_row")).isEqualTo(count("message")).isEqualTo(Math.min(ROWS, CHUNK * (committed ? failing : failing - 1)));
        }
        assertThat(read(intake("here", newRows), file, "winter.csv").folder()).isEqualTo("done");
        assertThat(jdbc.sql("SELECT number FROM file_row ORDER BY number").query(Integer.class).list())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(jdbc.sql("SELECT recipient ->> 'phone' FROM message ORDER BY id").query(String.class).list())
                .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(1, ROWS).mapToObj(FileIntakeTest::phone).toList());
        assertThat(jdbc.sql("SELECT rows_good FROM file WHERE status = 'read' AND node IS NULL").query(Integer.class).single())
                .isEqualTo(ROWS);
    }

    @Test
    void aNodeThatLivesKeepsItsFile() throws IOException {
        live("there");
        File file = file("winter.csv", rows(ROWS));
        FileIntake here = intake("here", newRows);
        read(here, file, "winter.csv");
        jdbc.sql("UPDATE file SET status = 'reading', node = 'there'").update();
        assertThatThrownBy(() -> read(here, file, "winter.csv")).isInstanceOf(FileInUse.class);
        jdbc.sql("DELETE FROM node WHERE id = 'there'").update();
        assertThat(read(here, file, "winter.csv").folder()).isEqualTo("done");
        assertThat(count("message")).isEqualTo(ROWS);
    }

    /** It stood still for so long that it counted as dead: what it then commits must not be there. */
    @Test
    void aNodeThatLostItsFileCommitsNothing() throws IOException {
        File file = file("winter.csv", rows(ROWS));
        NewRows overtaken = spy(newRows);
        doAnswer(call -> {
                    jdbc.sql("UPDATE file SET node = 'there'").update();
                    return call.callRealMethod();
                })
                .when(overtaken)
                .copy(any(), any());
        assertThatThrownBy(() -> read(intake("here", overtaken), file, "winter.csv")).hasMessageContaining("another node");
        assertThat(count("message")).isZero();
        assertThat(jdbc.sql("SELECT node FROM file").query(String.class).single()).isEqualTo("there");
    }

    @Test
    void theSameContentIsOneFileOfEachAccount() throws IOException {
        File file = file("winter.csv", rows(ROWS));
        FileIntake intake = intake("here", newRows);
        read(intake, file, "winter.csv");
        Outcome again = read(intake, file, "spring.csv");
        assertThat(again.folder()).isEqualTo("done");
        assertThat(again.tellings()).extracting(Telling::name).containsExactly("spring.accepted.csv");
        assertThat(count("message")).isEqualTo(ROWS);
        intake.read(file, "bakery", "winter.csv", "direct:answer", null);
        assertThat(count("message")).isEqualTo(2 * ROWS);
    }

    @Test
    void aFileWithoutAGoodRowIsReadAnewWhenItComesAgain() throws IOException {
        File file = file("winter.csv", "phone,text,sender\n+79161234567,a,NEW\n12,b,\n");
        Outcome bad = read(intake("here", newRows), file, "winter.csv");
        assertThat(bad.folder()).isEqualTo("bad");
        assertThat(count("file_row")).isEqualTo(2);
        Outcome mended = read(intake("here", newRows, account("school", "NEW")), file, "winter.csv");
        assertThat(mended.folder()).isEqualTo("done");
        assertThat(count("file_row")).isEqualTo(2);
        assertThat(count("message")).isEqualTo(1);
    }

    @Test
    void theBreakOfAFileIsItsLastRowHoweverOftenItComes() throws IOException {
        File file = file("broken.json", "[" + "{\"to\":{\"phone\":\"+79161234567\"},\"text\":\"a\"},".repeat(CHUNK) + "nonsense]");
        FileRows files = spy(files("here"));
        Mockito.doThrow(new IllegalStateException("the database is away")).doCallRealMethod().when(files).finish(any(), any());
        FileIntake intake = intake(files, newRows, account("school"));
        assertThatThrownBy(() -> read(intake, file, "broken.json")).isInstanceOf(IllegalStateException.class);
        for (String name : List.of("broken.json", "again.json")) {
            Outcome outcome = read(intake, file, name);
            assertThat(outcome.folder()).isEqualTo("bad");
            assertThat(outcome.tellings()).extracting(Telling::kind).containsExactly(Telling.Kind.ACCEPTED, Telling.Kind.REASON);
        }
        assertThat(jdbc.sql("SELECT number || ' ' || coalesce(error, '') FROM file_row ORDER BY number").query(String.class).list())
                .containsExactly("1 ", "2 ", "3 ", "4 from here on the file can't be read: it is not JSON (line 1, column 131)");
    }

    /** Whatever a row has made up, and whatever the database thinks of it, the others are accepted. */
    @Test
    void aRowThatCanNotBeStoredDoesNotStopTheOthers() throws IOException {
        File file = file("odd.ndjson", """
                {"to":{"phone":"+79160000001"},"text":"a"}
                {"to":{"phone":"+79160000002"},"text":"b","\\u0000":1,"key":"\\u0000"}
                {"to":{"phone":"+79160000003"},"text":"c"}
                {"to":{"phone":"+79160000004"},"text":"d"}
                """);
        jdbc.sql("ALTER TABLE message ADD CONSTRAINT poison CHECK (text <> 'c')").update();
        try {
            assertThat(read(intake("here", newRows), file, "odd.ndjson").folder()).isEqualTo("done");
        } finally {
            jdbc.sql("ALTER TABLE message DROP CONSTRAINT poison").update();
        }
        assertThat(jdbc.sql("SELECT text FROM message ORDER BY id").query(String.class).list()).containsExactly("a", "d");
        assertThat(jdbc.sql("SELECT error FROM file_row WHERE error IS NOT NULL ORDER BY number").query(String.class).list())
                .satisfiesExactly(
                        error -> assertThat(error).contains("/\uFFFD is not a known field"),
                        error -> assertThat(error).isEqualTo("could not be stored"));
    }

    @Test
    void answersAreTheRowsInTheirOrder() throws IOException {
        File file = file("keys.csv", "phone,text,key\n+79161234567,a,=SUM(A1)\n+79161234567,b,k-2\n12,\"b\",Ключ\n");
        Outcome outcome = read(intake("here", newRows), file, "keys.csv");
        FileAnswers answers = new FileAnswers(new AnswerRows(jdbc), jdbc, folder);
        Telling accepted = outcome.tellings().get(0);
        List<String> lines = Files.readAllLines(answers.write(accepted).toPath());
        List<String> ids = jdbc.sql("SELECT id FROM message ORDER BY id").query(String.class).list();
        assertThat(lines).containsExactly(
                "row,key,id,error",
                "1,\"=SUM(A1)\"," + ids.get(0) + ",",
                "2,k-2," + ids.get(1) + ",",
                "3,,,the idempotency key must have 1 to 255 printable ASCII characters; "
                        + "/to/phone is not a phone number that exists; best as +79161234567");
        assertThat(reports().take()).as("nothing is final").isEmpty();

        answers.told(accepted);
        jdbc.sql("UPDATE message SET status = 'delivered', final_at = created_at WHERE id = :id").param("id", ids.get(0)).update();
        due();
        assertThat(reports().take()).isEmpty();
        assertThat(jdbc.sql("SELECT rows_final FROM file").query(Integer.class).single()).isEqualTo(1);
        jdbc.sql("DELETE FROM message WHERE id = :id").param("id", ids.get(1)).update();
        due();
        assertThat(new FileReports(jdbc, new Places(), Clock.systemUTC()).take()).as("another node's place").isEmpty();
        List<Telling> tellings = reports().take();
        assertThat(tellings).extracting(Telling::name).containsExactly("keys.report.csv");
        assertThat(Files.readAllLines(answers.write(tellings.get(0)).toPath())).containsExactly(
                "row,key,id,status,channel,sentAt,finalAt",
                "1,\"=SUM(A1)\"," + ids.get(0) + ",delivered,sms,,2026-07-01T09:00:00.123Z",
                "2,k-2," + ids.get(1) + ",removed,,,",
                "3,,,rejected,,,");
        assertThat(reports().take()).as("it is leased while it is told").isEmpty();
        answers.told(tellings.get(0));
        jdbc.sql("UPDATE upload SET due = now() - interval '1 h'").update();
        assertThat(reports().take()).isEmpty();
    }

    @Test
    void aRoundTakesOneReportOfEachAccountWhateverItsNameIs() throws IOException {
        File file = file("winter.csv", "phone,text\n+79161234567,a\n");
        FileIntake intake = intake("here", newRows);
        for (String account : List.of("school", "bakery")) {
            intake.read(file, account, "winter.csv", "direct:answer", "home");
            intake.read(file, account, "spring.csv", "direct:answer", "home");
        }
        jdbc.sql("UPDATE file SET status = 'final'").update();
        jdbc.sql("UPDATE upload SET accepted_told = true, name = CASE name WHEN 'winter.csv' THEN 'old*.csv' ELSE name END").update();
        for (int round = 0; round < 2; round++) {
            assertThat(reports().take()).extracting(Telling::account).containsExactlyInAnyOrder("school", "bakery");
        }
        assertThat(reports().take()).isEmpty();
        due();
        jdbc.sql("DELETE FROM upload WHERE name = 'spring.csv'").update();
        assertThat(reports().take()).extracting(Telling::name).containsOnly("old_.csv.report.csv");
    }

    @Test
    void aFileThatWaitsForItsAccountsRateRestsAndGoesOn() throws IOException {
        File file = file("winter.csv", rows(ROWS));
        when(accept.allowance(any(), anyInt())).thenReturn(CHUNK, 0, ROWS);
        when(clock.instant()).thenReturn(LedgerDatabase.NOW, LedgerDatabase.NOW.plusSeconds(61), LedgerDatabase.NOW);
        FileIntake intake = intake("here", newRows);
        assertThatThrownBy(() -> read(intake, file, "winter.csv")).isInstanceOf(FileRests.class);
        assertThat(count("message")).isEqualTo(CHUNK);
        assertThat(jdbc.sql("SELECT rows_read FROM file WHERE status = 'reading' AND node IS NULL").query(Integer.class).single()).isEqualTo(CHUNK);
        assertThat(read(intake, file, "winter.csv").folder()).isEqualTo("done");
        assertThat(count("message")).isEqualTo(ROWS);
    }

    @ParameterizedTest
    @CsvSource({"+79161234567,20001,it has more than 20000 rows", "a,10001,its first 10000 rows are all wrong"})
    void rowsAreReadUpToALimit(String phone, int rows, String reason) throws IOException {
        when(accept.allowance(any(), anyInt())).thenReturn(5_000);
        File file = file("long.csv", "phone,text\n" + (phone + ",b\n").repeat(rows));
        Outcome outcome = read(intake("here", newRows), file, "long.csv");
        assertThat(outcome.folder()).isEqualTo("bad");
        assertThat(outcome.tellings().get(1).reason()).contains(reason);
        assertThat(count("file_row")).isEqualTo(rows);
        assertThat(jdbc.sql("SELECT error FROM file_row ORDER BY number DESC LIMIT 1").query(String.class).single()).endsWith(reason);
    }

    @Test
    void aFileThatAnotherNodeTookOverIsNotFinishedHere() {
        FileRows files = files("here");
        FileRows.Begun begun = files.begin("school", new byte[] {1}, Form.CSV, java.nio.charset.StandardCharsets.UTF_8, Content.MESSAGES);
        jdbc.sql("UPDATE file SET node = 'there'").update();
        assertThatThrownBy(() -> files.finish(begun.state().id(), null)).isInstanceOf(FileInUse.class);
    }

    @Test
    void aFileOfAnAccountThatIsGoneIsBad() throws IOException {
        Outcome outcome = intake("here", newRows).read(file("winter.csv", rows(ROWS)), "gone", "winter.csv", "direct:answer", "home");
        assertThat(outcome.folder()).isEqualTo("bad");
        assertThat(outcome.tellings().get(0).reason()).contains("the account is closed");
    }

    @Test
    void anErrorIsCutAndCounts() {
        Chunk chunk = new Chunk();
        chunk.refuse(SourceRow.wrong(1, ""), null, "x".repeat(999) + "\uD83D\uDE00".repeat(1_000), "malformed");
        assertThat(chunk.results(List.of()).get(0).error()).isEqualTo("x".repeat(999) + "…");
        assertThat(chunk.size()).isEqualTo(1_000);
    }

    @Test
    void aFileIsSpreadEvenly() throws IOException {
        StringBuilder csv = new StringBuilder("phone,text,spread\n");
        for (int i = 1; i <= 1_000; i++) {
            csv.append(phone(i)).append(",a,PT1H\n");
        }
        read(intake("here", newRows), file("even.csv", csv.toString()), "even.csv");
        List<Integer> minutes = jdbc.sql(
                        "SELECT count(*) FROM message GROUP BY floor(extract(epoch FROM send_at - :now::timestamptz) / 60) ORDER BY 1")
                .param("now", LedgerDatabase.NOW.toString())
                .query(Integer.class)
                .list();
        assertThat(minutes).hasSize(60).allSatisfy(count -> assertThat(count).isBetween(14, 20));
        assertThat(jdbc.sql("SELECT count(*) FROM message WHERE valid_until = send_at + interval '24 h'").query(Integer.class).single())
                .isEqualTo(1_000);
    }

    private void due() {
        jdbc.sql("UPDATE file SET due = now() - interval '1 h'").update();
        jdbc.sql("UPDATE upload SET due = now() - interval '1 h'").update();
    }

    private FileReports reports() {
        Places places = new Places();
        places.add("home");
        return new FileReports(jdbc, places, Clock.systemUTC());
    }

    private Outcome read(FileIntake intake, File file, String name) throws IOException {
        return intake.read(file, "school", name, "direct:answer", "home");
    }

    private FileIntake intake(String node, NewRows rows) {
        return intake(node, rows, account("school"));
    }

    private FileIntake intake(String node, NewRows rows, Account school) {
        return intake(files(node), rows, school);
    }

    private FileRows files(String id) {
        Node node = mock(Node.class);
        when(node.id()).thenReturn(id);
        return new FileRows(jdbc, template, transaction, node, Clock.systemUTC());
    }

    private FileIntake intake(FileRows files, NewRows rows, Account school) {
        Addresses addresses = new Addresses("RU", CHANNELS::contains);
        MessageReader reader = new MessageReader(
                addresses,
                new Contacts(jdbc),
                CHANNELS::contains,
                text -> 1,
                (account, channel) -> false,
                new SendTimeReader(new LocalTimes(mock(Contacts.class), new Zones()), Clock.fixed(LedgerDatabase.NOW, ZoneOffset.UTC)),
                mock(StepOrder.class));
        VestnikSettings settings = mock(VestnikSettings.class, Mockito.RETURNS_DEEP_STUBS);
        when(settings.sftp()).thenReturn(new SftpSettings(0, null, Duration.ofSeconds(2), DataSize.ofGigabytes(1), DataSize.ofMegabytes(512), DataSize.ofMegabytes(1), MOST_ROWS, 64, 8));
        Accounts accounts = new Accounts(List.of(), Clock.systemUTC());
        accounts.replace(new Accounts.Stored(List.of(school, account("bakery")), Set.of(), false), List.of());
        return new FileIntake(
                accounts, new Sources(addresses), new BulkIntake(reader, accept, rows, files, settings, clock),
                mock(ContactIntake.class), files, new Places(), settings);
    }

    private static Account account(String id, String... senders) {
        return new Account(
                id, null, List.of(), null, null, null, List.of(senders), List.of(), null, null, ZoneOffset.UTC, Map.of(), Account.Times.DEFAULT, Map.of());
    }

    private void live(String node) {
        jdbc.sql("INSERT INTO node (id, heartbeat) VALUES (:id, now())").param("id", node).update();
    }

    private static String rows(int count) {
        StringBuilder csv = new StringBuilder("phone,text\n");
        for (int i = 1; i <= count; i++) {
            csv.append(phone(i)).append(",row ").append(i).append('\n');
        }
        return csv.toString();
    }

    private static String phone(int row) {
        return "+7916000%04d".formatted(row);
    }

    private File file(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content).toFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int count(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table).query(Integer.class).single();
    }
}
