package io.vestnik.ingress.sftp;

import static io.vestnik.ingress.sftp.SftpHub.file;
import static io.vestnik.ingress.sftp.SftpHub.local;
import static io.vestnik.ingress.sftp.SftpHub.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Hub;
import io.vestnik.harness.NodePeer;
import io.vestnik.harness.SftpProgram.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The SFTP door as OpenSSH's own program sees it. */
class SftpDoorTest extends SftpLogins {

    @BeforeAll
    static void start() {
        SftpHub.hub();
        SftpHub.school().run("ls"); // the first login makes the home
    }

    @Test
    void aFileIsReadAnsweredAndPutAway() {
        Said said = SftpHub.school().run("put " + local("winter.csv", "phone,text\n") + " in/winter.csv");
        assertThat(said.exit()).as(said.text()).isZero();
        awaitFile("done", "winter.csv");
        assertThat(read(file("done", "winter.csv"))).isEqualTo("phone,text\n");
        assertThat(read(file("out", "winter.csv.answer"))).isEqualTo("phone,text\n");
        assertThat(file("in", "winter.csv")).doesNotExist();
    }

    @Test
    void whatIsWrongGoesToBadWithItsAnswer() {
        SftpHub.school().run("put " + local("wrong.csv", "x") + " in/wrong.csv");
        awaitFile("bad", "wrong.csv");
        assertThat(file("bad", "wrong.csv.answer")).exists();
    }

    @Test
    void anEarlierFileOfTheSameNameIsKept() {
        SftpHub.school().run("put " + local("twice.csv", "first") + " in/twice.csv");
        awaitFile("done", "twice.csv");
        SftpHub.school().run("put " + local("twice.csv", "second") + " in/twice.csv");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(contents("done", "twice")).containsExactlyInAnyOrder("first", "second");
            assertThat(contents("out", "twice")).containsExactlyInAnyOrder("first", "second");
        });
        assertThat(read(file("done", "twice.csv"))).isEqualTo("first");
        assertThat(read(file("out", "twice.csv.answer"))).as("the plain name has the latest answer").isEqualTo("second");
    }

    @Test
    void aFileUnderAnotherSuffixWaitsForItsRenaming() {
        SftpHub.school().run("put " + local("summer.part", "x") + " in/summer.part", "put " + local("last.csv", "x") + " in/last.csv");
        awaitFile("done", "last.csv");
        assertThat(file("in", "summer.part")).exists();
        SftpHub.school().run("rename in/summer.part in/summer.csv");
        awaitFile("done", "summer.csv");
    }

    @Test
    void nobodyLeavesHisHomeOrRebuildsIt() throws Exception {
        List<String> attempts = List.of(
                "get ../../../lock x", "get /etc/passwd x", "get ../stranger/in/a.csv x", "ls ../../unfinished", "cd /home",
                "get /in/../../../../sftp/poll_key x", "put local.txt ../x.csv", "put local.txt /x.csv", "put local.txt out/x.csv",
                "put local.txt done/x.csv", "put local.txt in/deeper/x.csv", "mkdir in/deeper", "mkdir more", "rmdir in", "rmdir out",
                "rm in", "rename in elsewhere", "rename out in/out.csv", "ln -s /etc/passwd in/passwd.csv", "ln -s ../../stranger in/s",
                "ln in/waiting.txt in/other.csv", "rename in/waiting.txt out/x.csv", "rename in/waiting.txt ../x.csv",
                "rename in/waiting.txt /etc/x.csv", "put local.txt 'in/a\\b.csv'", "put local.txt 'in/a*.csv'", "cp in/waiting.txt out/x.csv", "df");
        local("local.txt", "x");
        Files.writeString(file("in", "waiting.txt"), "x");
        Said said = SftpHub.school().run(attempts.stream().map("-"::concat).toArray(String[]::new));
        String[] answers = said.text().replaceFirst("(?s)^.*?sftp> -", "").split("sftp> -");
        assertThat(answers).hasSameSizeAs(attempts).allSatisfy(answer -> assertThat(answer).containsPattern(
                "denied|No such|Failure|not found|Couldn't|Can't|not support|dest open"));
        assertThat(SftpHub.FOLDER.resolve("x")).doesNotExist();
        assertThat(file("in", "waiting.txt")).hasContent("x");
        assertThat(names(SftpHub.home("school"))).containsExactlyInAnyOrder("in", "out", "done", "bad");
        assertThat(names(SftpHub.home("school").resolve("in"))).doesNotContain("passwd.csv", "s", "other.csv", "deeper", "out.csv");
        assertThat(SftpHub.school().run("ls -1 /../../").text()).contains("done").doesNotContain("poll_key", "etc");
    }

    @Test
    void aLinkOnDiskLeadsNowhere() throws Exception {
        Path link = file("in", "linked.csv");
        Files.createSymbolicLink(link, Path.of("/etc/passwd"));
        try {
            Said said = SftpHub.school().run("ls -1 in", "get in/linked.csv stolen");
            assertThat(said.exit()).isNotZero();
            assertThat(said.text()).doesNotContain("linked.csv\n");
            assertThat(SftpHub.FOLDER.resolve("stolen")).doesNotExist();
        } finally {
            Files.delete(link);
        }
    }

    @Test
    void whatBreaksOffIsNotReadUntilItIsWhole() throws Exception {
        byte[] content = large("large.csv", 3);
        Process broken = SftpHub.slowly("put large.csv in/large.csv");
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(file("in", "large.csv")));
        broken.destroyForcibly();
        SftpHub.school().run("put " + local("after.csv", "x") + " in/after.csv");
        awaitFile("done", "after.csv");
        assertThat(file("in", "large.csv")).exists();
        assertThat(SftpHub.school().run("reput large.csv in/large.csv").exit()).isZero();
        awaitFile("done", "large.csv");
        assertThat(file("done", "large.csv")).hasBinaryContent(content);
    }

    @Test
    void whatAKilledHubHadInHandIsNotReadUntilTheClientSaysSo() throws Exception {
        large("killed.csv", 3);
        String hostKey = SftpHub.hostKey();
        Process broken = SftpHub.slowly("put killed.csv in/killed.csv");
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(file("in", "killed.csv")));
        SftpHub.hub().kill();
        broken.destroyForcibly();
        SftpHub.hub().start();
        assertThat(SftpHub.hostKey()).isEqualTo(hostKey);
        SftpHub.school().run("put " + local("woken.csv", "x") + " in/woken.csv");
        awaitFile("done", "woken.csv");
        assertThat(file("in", "killed.csv")).exists();
        SftpHub.school().run("rename in/killed.csv in/as-it-is.csv");
        awaitFile("done", "as-it-is.csv");
    }

    @Test
    void aFileOrAHomeThatGrowsTooLargeIsRefused() throws Exception {
        large("huge.csv", 7);
        large("half.part", 5);
        assertThat(SftpHub.user("stranger", "stranger-password").run("put huge.csv in/huge.csv").exit()).isNotZero();
        assertThat(SftpHub.home("stranger").resolve("done/huge.csv")).doesNotExist();
        assertThat(SftpHub.home("stranger").resolve("bad/refused.txt")).content().contains(" huge.csv: it may have ");
        Said second = SftpHub.user("stranger", "stranger-password").run("rm in/huge.csv", "put half.part in/1.part", "put half.part in/2.part");
        assertThat(second.exit()).isNotZero();
        assertThat(second.text()).contains("put half.part in/2.part");
        SftpHub.user("stranger", "stranger-password").run("rm in/1.part", "rm in/2.part");
    }

    @Test
    void anAccountsLongFileHoldsUpNobodyElse() {
        SftpHub.school().run("put " + local("long.csv", "x") + " in/long.csv");
        await().atMost(Duration.ofSeconds(20)).until(() -> SftpHub.school().run("put long.csv in/long.csv").exit() != 0);
        SftpHub.user("stranger", "stranger-password").run("put " + local("short.csv", "x") + " in/short.csv");
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(SftpHub.home("stranger").resolve("done/short.csv")));
        assertThat(file("in", "long.csv")).as("still being read").exists();
        awaitFile("done", "long.csv");
    }

    @Test
    void aFileThatFailsStaysAndTheOthersGoOn() throws Exception {
        SftpHub.school().run("put " + local("fail.csv", "x") + " in/fail.csv", "put " + local("good.csv", "x") + " in/good.csv");
        awaitFile("done", "good.csv");
        await().atMost(Duration.ofSeconds(20)).until(() -> SftpHub.hub().logText().contains("is tried again later: as asked for"));
        await().atMost(Duration.ofSeconds(20)).until(() -> SftpHub.school().run("rm in/fail.csv").exit() == 0); // while it rests
        assertThat(SftpHub.hub().logText()).doesNotContain("at io.vestnik.ingress");
    }

    @Test
    void aHostileNameOnDiskIsToldInTheLogAndHarmsNothing() throws Exception {
        Files.writeString(file("in", "two\nlines.csv"), "x");
        SftpHub.school().run("put " + local("beside.csv", "x") + " in/beside.csv");
        awaitFile("done", "beside.csv");
        await().atMost(Duration.ofSeconds(20)).until(() -> SftpHub.hub().logText()
                .contains("the file \"two\\u000alines.csv\" in folder in is not read: its name must not have control characters"));
        Files.delete(file("in", "two\nlines.csv"));
    }

    @Test
    void nodesClientWorksAlike() throws Exception {
        JsonNode seen = Hub.JSON.readTree(NodePeer.run(
                "sftp-client.js", String.valueOf(SftpHub.hub().sftpPort()), "school", "school-password"));
        assertThat(seen.get("folders").toString()).isEqualTo("[\"dbad\",\"ddone\",\"din\",\"dout\"]");
        assertThat(seen.get("answer").asText()).isEqualTo("phone,text\n");
        assertThat(seen.get("refused")).isNotEmpty().allMatch(JsonNode::asBoolean);
        assertThat(seen.get("mode").asInt()).isNotEqualTo(0777);
        assertThat(SftpHub.hub().logText()).contains("the file \"a\\u000ab.csv\" is refused: it has a name that must not have control characters");
    }

    private static byte[] large(String name, int megabytes) throws Exception {
        byte[] content = new byte[megabytes * 1_000_000];
        new Random(1).nextBytes(content);
        Files.write(SftpHub.FOLDER.resolve(name), content);
        return content;
    }

    private static void awaitFile(String folder, String name) {
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(file(folder, name)));
    }

    private static List<String> contents(String folder, String prefix) throws Exception {
        try (var files = Files.list(SftpHub.home("school").resolve(folder))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)).map(SftpHub::read).toList();
        }
    }

    private static List<String> names(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
