package io.vestnik.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.doors.DoorsHub;
import io.vestnik.harness.Hub;
import io.vestnik.harness.NodePeer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clients of clients.md, run as the page says, against a sandbox; only where it listens is told to them. */
class ClientsTest {

    private static final Path CLIENTS = ExamplesHub.EXAMPLES.resolve("clients");
    private static final String JAVA = ProcessHandle.current().info().command().orElse("java");

    @Test
    void javaBySoap() throws Exception {
        String said = run(JAVA, "SendMessage.java", DoorsHub.hub().url());
        delivered(said.split(" ")[0], "transactional");
        assertThat(run(JAVA, "SendMessage.java", DoorsHub.hub().url())).as("repeated").isEqualTo(said);
    }

    @Test
    void curlByRest() throws Exception {
        assumeInstalled("curl", "--version");
        String said = run("sh", "rest.sh", DoorsHub.hub().url());
        JsonNode accepted = Hub.JSON.readTree(said); // the first of two
        assertThat(said).contains("\"class\":\"transactional\"");
        delivered(accepted.get("id").asText(), "transactional");
        assertThat(run("sh", "rest.sh", DoorsHub.hub().url())).as("repeated").contains(accepted.get("id").asText());
    }

    /** What send.bsl sends. */
    @Test
    void xmlOverHttp() throws Exception {
        assumeInstalled("curl", "--version");
        String said = run("sh", "xml.sh", DoorsHub.hub().url());
        JsonNode message = delivered(said.replaceAll("(?s).*<v:id>(.*)</v:id>.*", "$1"), "service");
        assertThat(message.at("/tags/document").asText()).isEqualTo("17");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest.mjs", "soap.js"})
    void nodeByHttp(String client) throws Exception {
        NodePeer.assumeInstalled();
        String said = run("node", client, DoorsHub.hub().url());
        delivered(said.split(" ")[0], "transactional");
        assertThat(run("node", client, DoorsHub.hub().url()).split(" ")[0]).as("repeated").isEqualTo(said.split(" ")[0]);
    }

    @Test
    void nodeBySmpp() throws Exception {
        NodePeer.assumeInstalled();
        String said = run("node", "smpp.js", at(DoorsHub.hub().smppPort()));
        String id = said.split(" ")[0];
        delivered(id, "transactional");
        assertThat(said).contains("id:" + id, "stat:DELIVRD");
    }

    @Test
    void nodeBySftp() throws Exception {
        NodePeer.assumeInstalled();
        accepted(run("node", "sftp.js", at(DoorsHub.hub().sftpPort())));
    }

    @Test
    void opensshBySftp() throws Exception {
        assumeInstalled("ssh", "-V");
        accepted(run("sh", "sftp.sh", "127.0.0.1", String.valueOf(DoorsHub.hub().sftpPort())));
    }

    @Test
    void everyFileIsOnThePage() throws Exception {
        String page = Files.readString(Path.of("src/docs/clients.md"));
        try (var files = Files.list(CLIENTS)) {
            assertThat(files).allSatisfy(file -> assertThat(page).contains("examples/clients/" + file.getFileName()));
        }
    }

    /** The answer to winter.csv: the two good rows go, the third is named. */
    private static void accepted(String csv) {
        List<String> lines = csv.strip().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isEqualTo("row,key,id,error");
        assertThat(delivered(lines.get(1).split(",")[2], "service").at("/tags/course").asText()).isEqualTo("java-17");
        delivered(lines.get(2).split(",")[2], "service");
        assertThat(lines.get(3)).contains(",winter-3,,").contains("/to/phone is not a phone number that exists");
    }

    private static JsonNode delivered(String id, String messageClass) {
        JsonNode message = DoorsHub.hub().ended(id);
        assertThat(message.get("status").asText()).isEqualTo("delivered");
        assertThat(message.get("class").asText()).isEqualTo(messageClass);
        return message;
    }

    private static String at(int port) {
        return "127.0.0.1:" + port;
    }

    private static void assumeInstalled(String... command) throws Exception {
        boolean installed;
        try {
            installed = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start().waitFor() == 0;
        } catch (IOException e) {
            installed = false;
        }
        assumeTrue(installed, "skipped: " + command[0] + " is not on the path");
    }

    /** Runs it in the folder of the clients; what it printed. */
    private static String run(String... command) throws Exception {
        Path said = Files.createTempFile(Path.of("target"), "client", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(CLIENTS.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            builder.environment().put("NODE_PATH", new File("target/node/node_modules").getAbsolutePath());
            builder.environment().keySet().removeIf(name -> name.startsWith("VESTNIK_"));
            Process process = builder.start();
            boolean ended = process.waitFor(90, TimeUnit.SECONDS);
            process.destroyForcibly();
            String output = Files.readString(said);
            assertThat(ended).as("%s took too long: %s", Arrays.toString(command), output).isTrue();
            assertThat(process.exitValue()).as("%s: %s", Arrays.toString(command), output).isZero();
            return output;
        } finally {
            Files.delete(said);
        }
    }
}
