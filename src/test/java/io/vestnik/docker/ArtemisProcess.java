package io.vestnik.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.harness.Hub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The broker of Apache's own distribution, made and started as the image's script does it. */
final class ArtemisProcess implements AutoCloseable {

    private final Path instance = Hub.newFolder("artemis");
    private final int port = Hub.freePort();
    private Process process;

    /** @param environment as Compose gives it to the image */
    ArtemisProcess(Map<String, String> environment) throws Exception {
        List<String> create = new ArrayList<>(List.of(
                distribution().resolve("bin/artemis").toString(), "create",
                "--user", environment.get("ARTEMIS_USER"), "--password", environment.get("ARTEMIS_PASSWORD"),
                "--silent", "--require-login"));
        create.addAll(Arrays.asList(environment.get("EXTRA_ARGS").split(" ")));
        create.add(".");
        Process created = process(create).start();
        assertThat(created.waitFor(60, TimeUnit.SECONDS) && created.exitValue() == 0).as("created, see %s", log()).isTrue();
        String settings = Files.readString(Compose.FOLDER.resolve("broker.xml"));
        assertThat(settings).contains("tcp://0.0.0.0:61616?");
        Files.writeString(instance.resolve("etc/broker.xml"), settings.replace("0.0.0.0:61616", "127.0.0.1:" + port));
    }

    private static Path distribution() throws IOException {
        try (Stream<Path> unpacked = Files.list(Path.of("target", "artemis"))) {
            return unpacked.findFirst().orElseThrow().toAbsolutePath();
        }
    }

    void start() throws IOException {
        process = process(List.of(instance.resolve("bin/artemis").toString(), "run")).start();
        await().atMost(Duration.ofSeconds(60)).until(this::listens);
    }

    private ProcessBuilder process(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(instance.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().put("JAVA_ARGS", "-Xmx256m");
        return builder;
    }

    private boolean listens() {
        assertThat(process.isAlive()).as("the broker lives, see %s", log()).isTrue();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    int port() {
        return port;
    }

    Path folder() {
        return instance;
    }

    private Path log() {
        return instance.resolve("artemis.log");
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }
}
