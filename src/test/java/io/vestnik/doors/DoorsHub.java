package io.vestnik.doors;

import io.vestnik.harness.Hub;
import io.vestnik.platform.postgres.ExternalPostgres;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sandbox with all its doors, on ports that are known, and a database that a test may look into. Ends with the test run. */
public final class DoorsHub {

    private static final int SMPP_PORT = Hub.freePort();
    private static final int SFTP_PORT = Hub.freePort();

    private static final ExternalPostgres POSTGRES = new ExternalPostgres();
    private static Hub shared;

    private DoorsHub() {}

    public static synchronized Hub hub() {
        if (shared == null) {
            POSTGRES.start();
            List<String> settings = new ArrayList<>(POSTGRES.settings());
            settings.add("vestnik.smpp.port=" + SMPP_PORT);
            settings.add("vestnik.sftp.port=" + SFTP_PORT);
            settings.add("vestnik.sftp.poll=200ms");
            shared = Hub.start(Hub.newFolder("doors"), settings.toArray(String[]::new));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                shared.close();
                POSTGRES.close();
            }));
        }
        return shared;
    }

    public static int smppPort() {
        hub();
        return SMPP_PORT;
    }

    public static int sftpPort() {
        hub();
        return SFTP_PORT;
    }

    static JdbcClient jdbc() {
        return POSTGRES.jdbc();
    }
}
