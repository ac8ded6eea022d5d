package io.vestnik.doors;

import io.vestnik.harness.Hub;
import io.vestnik.platform.postgres.ExternalPostgres;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sandbox with all its doors, on ports that are known, and a database that a test may look into. Ends with the test run. */
public final class DoorsHub {

    private static final ExternalPostgres POSTGRES = new ExternalPostgres();
    private static Hub shared;
    private static int smppPort;
    private static int sftpPort;

    private DoorsHub() {}

    public static synchronized Hub hub() {
        if (shared == null) {
            POSTGRES.start();
            List<String> settings = new ArrayList<>(POSTGRES.settings());
            smppPort = Hub.freePort();
            sftpPort = Hub.freePort();
            settings.add("vestnik.smpp.port=" + smppPort);
            settings.add("vestnik.sftp.port=" + sftpPort);
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
        return smppPort;
    }

    public static int sftpPort() {
        hub();
        return sftpPort;
    }

    static JdbcClient jdbc() {
        return POSTGRES.jdbc();
    }
}
