package io.vestnik.ingress.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.file.Places;
import io.vestnik.ingress.sftp.Uploads.Spot;
import io.vestnik.settings.SftpSettings;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** Which file is read next, and what may be done to it meanwhile. */
class TurnsTest {

    private static final Set<StandardOpenOption> WRITE = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE);

    @TempDir
    private Path folder;

    private SftpPlace place;
    private Uploads uploads;
    private Turns turns;
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");

    @BeforeEach
    void open() throws Exception {
        place = new SftpPlace(folder, new Places());
        place.openHome("a");
        place.openHome("b");
        uploads = new Uploads(place, settings());
        turns = new Turns(uploads, new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        });
    }

    @Test
    void anAccountHasOneTurnAtATime() throws Exception {
        upload("a", "1.csv");
        upload("a", "2.csv");
        upload("b", "1.csv");
        assertThat(turns.add("a/in/1.csv")).isTrue();
        assertThat(turns.add("a/in/1.csv")).isFalse();
        assertThat(turns.add("a/in/2.csv")).isFalse();
        assertThat(turns.add("/b/in/1.csv")).isTrue();
        done("a", "1.csv");
        assertThat(turns.add("a/in/2.csv")).isTrue();
    }

    @Test
    void whatFailedRestsLongerEachTimeAndItsAccountALittle() throws Exception {
        upload("a", "1.csv");
        upload("a", "2.csv");
        fail("a/in/1.csv");
        assertThat(turns.add("a/in/1.csv")).isFalse();
        assertThat(turns.add("a/in/2.csv")).isFalse();
        now = now.plusSeconds(2);
        fail("a/in/1.csv");
        now = now.plusSeconds(2);
        assertThat(turns.add("a/in/1.csv")).isFalse();
        assertThat(turns.add("a/in/2.csv")).isTrue();
        done("a", "2.csv");
        now = now.plusSeconds(2);
        assertThat(turns.add("a/in/1.csv")).isTrue();
    }

    @Test
    void nothingButUploadsHasATurn() throws Exception {
        Files.writeString(place.home("a").resolve("out/1.csv"), "x");
        assertThat(turns.add("a/out/1.csv")).isFalse();
        assertThat(turns.add("a/in/missing.csv")).isFalse();
        assertThat(turns.add("a/in/deep/1.csv")).isFalse();
    }

    @Test
    void whatIsBeingReadIsNotTouched() throws Exception {
        upload("a", "1.csv");
        upload("a", "2.part");
        turns.add("a/in/1.csv");
        Spot taken = new Spot("a", "1.csv");
        assertThat(refused(() -> uploads.open(taken, WRITE))).contains("reading");
        assertThat(refused(() -> uploads.remove(taken))).contains("reading");
        assertThat(refused(() -> uploads.rename(new Spot("a", "2.part"), taken, true))).contains("reading");
        assertThat(refused(() -> uploads.rename(taken, new Spot("a", "3.csv"), true))).contains("reading");
        turns.remove("a/in/1.csv");
        uploads.remove(taken);
    }

    @Test
    void whatIsWrittenHasNoTurnUntilItsClientClosesIt() throws Exception {
        Upload upload = uploads.open(new Spot("a", "1.csv"), WRITE);
        upload.write(ByteBuffer.wrap(new byte[10]));
        assertThat(turns.add("a/in/1.csv")).isFalse();
        upload.close(); // its session broke off
        assertThat(turns.add("a/in/1.csv")).isFalse();
        assertThat(new Uploads(place, settings()).isReady(new Spot("a", "1.csv"))).as("after a kill").isFalse();
        upload("a", "1.csv");
        assertThat(turns.add("a/in/1.csv")).isTrue();
    }

    @Test
    void aDeadSessionsEndDoesNotMakeWhatItsSuccessorWritesWhole() throws Exception {
        Upload dead = uploads.open(new Spot("a", "1.csv"), WRITE);
        Upload next = uploads.open(new Spot("a", "1.csv"), WRITE);
        assertThat(refused(() -> dead.write(ByteBuffer.wrap(new byte[1])))).contains("Another session");
        dead.closingByClient();
        dead.close();
        assertThat(turns.add("a/in/1.csv")).isFalse();
        next.closingByClient();
        next.close();
        assertThat(turns.add("a/in/1.csv")).isTrue();
    }

    @Test
    void aWriteThatWasRefusedLeavesTheUploadUnfinished() throws Exception {
        Upload upload = uploads.open(new Spot("a", "1.csv"), WRITE);
        assertThat(refused(() -> upload.write(ByteBuffer.wrap(new byte[10 * 1024 + 1])))).contains("may have 10240 bytes");
        upload.closingByClient();
        upload.close();
        assertThat(turns.add("a/in/1.csv")).isFalse();
    }

    @Test
    void aWholeFileTakesTheNameOfHalfAOne() throws Exception {
        Upload half = uploads.open(new Spot("a", "1.csv"), WRITE);
        half.write(ByteBuffer.wrap("half".getBytes()));
        half.close(); // its session broke off
        assertThat(refused(() -> uploads.rename(new Spot("a", "1.part"), new Spot("a", "1.csv"), true))).contains("1.part");
        assertThat(turns.add("a/in/1.csv")).as("half a file").isFalse();
        upload("a", "1.part");
        uploads.rename(new Spot("a", "1.part"), new Spot("a", "1.csv"), true);
        assertThat(place.home("a").resolve("in/1.csv")).hasBinaryContent(new byte[] {1});
        assertThat(turns.add("a/in/1.csv")).isTrue();
    }

    @Test
    void renamedToItselfAFileIsWhole() throws Exception {
        Spot spot = new Spot("a", "1.csv");
        uploads.open(spot, WRITE).close();
        uploads.rename(spot, spot, true);
        assertThat(turns.add("a/in/1.csv")).isTrue();
    }

    @Test
    void aHomeHoldsNoMoreThanItsQuotaUntilSomethingIsRemoved() throws Exception {
        for (int i = 0; i < 5; i++) {
            upload("a", i + ".csv"); // a block each
        }
        assertThat(refused(() -> upload("a", "more.csv"))).contains("quota");
        upload("b", "0.csv");
        uploads.remove(new Spot("a", "0.csv"));
        upload("a", "more.csv");
    }

    private SftpSettings settings() {
        return new SftpSettings(0, null, Duration.ofSeconds(2), DataSize.ofKilobytes(20), DataSize.ofKilobytes(10), DataSize.ofMegabytes(1), 1_000, 4, 4);
    }

    private void fail(String path) {
        assertThat(turns.add(path)).isTrue();
        assertThat(turns.remove(path)).isTrue();
    }

    /** As the route's move. */
    private void done(String account, String name) throws Exception {
        Files.move(place.home(account).resolve("in").resolve(name), place.home(account).resolve("done").resolve(name));
        assertThat(turns.remove(account + "/in/" + name)).isTrue();
    }

    private void upload(String account, String name) throws Exception {
        Upload upload = uploads.open(new Spot(account, name), WRITE);
        upload.write(ByteBuffer.wrap(new byte[] {1}));
        upload.closingByClient();
        upload.close();
    }

    private interface Action {

        void run() throws Exception;
    }

    private static String refused(Action action) {
        try {
            action.run();
        } catch (Exception e) {
            return e.getMessage();
        }
        throw new AssertionError("was not refused");
    }
}
