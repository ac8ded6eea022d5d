package io.vestnik.doors;

import io.vestnik.harness.Hub;
import io.vestnik.platform.postgres.ExternalPostgres;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sandbox with all its doors, and a database that a test may look into. Ends with the test run. */
public final class DoorsHub {

    private static final ExternalPostgres POSTGRES = new ExternalPostgres();
    private static Hub shared;

    private DoorsHub() {}

    public static synchronized Hub hub() {
        if (shared == null) {
            POSTGRES.start();
            List<String> settings = new ArrayList<>(POSTGRES.settings());
            settings.add("vestnik.sftp.poll=200ms");
            shared = Hub.start(Hub.newFolder("doors"), settings.toArray(String[]::new));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                shared.close();
                POSTGRES.close();
            }));
        }
        return shared;
    }

    static JdbcClient jdbc() {
        return POSTGRES.jdbc();
    }
}
