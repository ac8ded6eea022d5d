package io.vestnik.ingress.sftp;

import io.vestnik.harness.Hub;
import io.vestnik.harness.OpenSshServer;
import io.vestnik.harness.SftpProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** A hub with SFTP users, whose files are read by a stand-in ({@code src/test/resources/sftp}); one for all tests of the door. */
final class SftpHub {

    static final Path FOLDER = Hub.newFolder("sftp");
    /** Of the user {@code school}. */
    static final Path KEY = SftpProgram.newKey(FOLDER.resolve("school_key"));

    /** Of the example of an external server; nothing is known at first. */
    static final Path KNOWN_HOSTS = FOLDER.resolve("known_hosts");
    static final OpenSshServer WAREHOUSE = new OpenSshServer(FOLDER.resolve("warehouse"));

    private static Hub shared;

    private SftpHub() {}

    static synchronized Hub hub() {
        if (shared == null) {
            shared = start();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    private static Hub start() {
        try {
            Path routes = FOLDER.resolve("routes");
            FileSystemUtils.copyRecursively(Path.of("routes"), routes);
            FileSystemUtils.copyRecursively(Path.of("src/test/resources/sftp"), routes);
            FileSystemUtils.copyRecursively(Path.of("src/docs/examples/warehouse/routes"), routes);
            Files.writeString(KNOWN_HOSTS, "");
            return Hub.start(
                    FOLDER,
                    "vestnik.routes-dir=" + routes,
                    "vestnik.sftp.poll=200ms",
                    "vestnik.sftp.quota=8MB",
                    "vestnik.sftp.max-file=6MB",
                    "vestnik.accounts[0].id=school",
                    "vestnik.accounts[0].api-keys[0]=school-key",
                    "vestnik.accounts[0].sftp.user=school",
                    "vestnik.accounts[0].sftp.password=school-password",
                    "vestnik.accounts[0].sftp.public-keys[0]=" + Files.readString(Path.of(KEY + ".pub")).trim(),
                    "vestnik.accounts[1].id=stranger",
                    "vestnik.accounts[1].sftp.user=stranger",
                    "vestnik.accounts[1].sftp.password=stranger-password",
                    "warehouse.server=" + WAREHOUSE.place(),
                    "warehouse.user=" + System.getProperty("user.name"),
                    "warehouse.key=" + KEY,
                    "warehouse.known-hosts=" + KNOWN_HOSTS,
                    "warehouse.account=school",
                    "warehouse.poll=1000",
                    "warehouse.age=1000",
                    "warehouse.work=" + FOLDER.resolve("work"),
                    "vestnik.operators[0].name=root",
                    "vestnik.operators[0].keys[0]=root-key");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SftpProgram school() {
        return SftpProgram.withKey(hub().sftpPort(), "school", KEY, FOLDER);
    }

    /** An upload that takes a minute. */
    static Process slowly(String command) {
        return school().with("-l", "400").start(command);
    }

    static String hostKey() {
        return hub().logText().lines().filter(line -> line.contains("SFTP   port")).map(line -> line.replaceAll(".*SHA256", ""))
                .reduce("", (first, last) -> last);
    }

    static SftpProgram user(String user, String password) {
        return SftpProgram.withPassword(hub().sftpPort(), user, password, FOLDER);
    }

    /** Of school's, on the hub's disk. */
    static Path file(String folder, String name) {
        return home("school").resolve(folder).resolve(name);
    }

    static Path home(String account) {
        return FOLDER.resolve("data/sftp/home").resolve(account);
    }

    /** One to upload, in the folder where the programs run. */
    static String local(String name, String content) {
        try {
            Files.writeString(FOLDER.resolve(name), content);
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
