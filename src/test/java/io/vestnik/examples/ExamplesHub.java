package io.vestnik.examples;

import io.vestnik.harness.Customer;
import io.vestnik.harness.FakePartner;
import io.vestnik.harness.Hub;
import io.vestnik.platform.postgres.ExternalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** A hub whose routes folder has the shipped routes and every example of write-a-route.md, copied as the page says. */
final class ExamplesHub {

    static final Path EXAMPLES = Path.of("src/docs/examples");
    static final Path FOLDER = Hub.newFolder("examples");
    static final Path INBOX = FOLDER.resolve("inbox");
    static final Path LETTERS = FOLDER.resolve("letters").toAbsolutePath();
    static final String BROKER = "tcp://127.0.0.1:" + Hub.freePort();
    static final FakePartner PARTNER = partner();
    /** Outside, so that it can go away. */
    static final ExternalPostgres POSTGRES = new ExternalPostgres();

    private static final Path TESTS = Path.of("src/test/resources/examples");
    /** The line before which the page says to put the branch. */
    private static final String BEFORE = "                    # never: the next channel of its cascade is tried";

    private static Hub shared;

    private ExamplesHub() {}

    static synchronized Customer school() {
        if (shared == null) {
            shared = start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                shared.close();
                PARTNER.close();
                POSTGRES.close();
            }));
        }
        return new Customer(shared, "school-key");
    }

    private static Hub start() {
        Path routes = FOLDER.resolve("routes");
        try {
            FileSystemUtils.copyRecursively(Path.of("routes"), routes);
            try (Stream<Path> examples = Files.list(EXAMPLES)) {
                for (Path example : examples.filter(Files::isDirectory).toList()) {
                    if (Files.isDirectory(example.resolve("routes"))) {
                        FileSystemUtils.copyRecursively(example.resolve("routes"), routes);
                    }
                }
            }
            FileSystemUtils.copyRecursively(TESTS, routes);
            branch(routes.resolve("core/gate.camel.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        POSTGRES.start();
        return Hub.start(FOLDER, Stream.concat(POSTGRES.settings().stream(), settings(routes).stream()).toArray(String[]::new));
    }

    private static List<String> settings(Path routes) {
        return List.of(
                "vestnik.routes-dir=" + routes,
                "vestnik.accounts[0].id=school",
                "vestnik.accounts[0].api-keys[0]=school-key",
                "vestnik.accounts[0].hours.marketing=always",
                "vestnik.accounts[0].hours.service=always",
                "vestnik.unknown-wait=1s",
                "vestnik.broker.acceptor=" + BROKER,
                "vestnik.broker.user=shop",
                "vestnik.broker.password=shop-password",
                "spring.config.import=" + settingsOf("partner") + "," + settingsOf("letter"),
                "PARTNER_URL=" + PARTNER.url(),
                "PARTNER_TOKEN=a-token",
                "PARTNER_WEBHOOK_TOKEN=a-webhook-token",
                "LETTER_FOLDER=file:" + LETTERS,
                "LETTER_WEBHOOK_TOKEN=a-letter-token",
                "lines.folder=" + INBOX,
                "lines.account=school",
                "orders.account=school",
                "warehouse.server=127.0.0.1:" + Hub.freePort(), // nobody is there, and nothing waits for it
                "warehouse.user=hub",
                "warehouse.key=" + FOLDER.resolve("no_key"),
                "warehouse.known-hosts=" + FOLDER.resolve("no_hosts"));
    }

    private static String settingsOf(String example) {
        return "file:" + EXAMPLES.resolve(example).resolve("application.yaml").toAbsolutePath();
    }

    private static void branch(Path gate) throws IOException {
        String shipped = Files.readString(gate);
        int at = shipped.indexOf(BEFORE);
        if (at < 0 || shipped.indexOf(BEFORE, at + 1) >= 0) {
            throw new IllegalStateException("not once in " + gate + ": " + BEFORE);
        }
        String lines = Files.readString(EXAMPLES.resolve("branch/gate-branch.yaml"));
        Files.writeString(gate, shipped.substring(0, at) + lines + shipped.substring(at));
    }

    private static FakePartner partner() {
        try {
            return new FakePartner();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
