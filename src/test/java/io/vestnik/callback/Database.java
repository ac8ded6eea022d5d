package io.vestnik.callback;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.vestnik.node.Node;
import io.vestnik.platform.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The embedded PostgreSQL with the hub's schema, and the rows of a node called {@code here}. */
@Configuration
@ComponentScan("io.vestnik.platform.postgres")
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    FlywayAutoConfiguration.class
})
class Database {

    @Bean(destroyMethod = "close")
    DataDirectory dataDirectory() throws Exception {
        return DataDirectory.lock(Files.createTempDirectory(Path.of("target"), "callback-data"));
    }

    @Bean
    CallbackRows callbackRows(JdbcClient jdbc, TransactionTemplate transaction) {
        Node alone = node("here", 1);
        return new CallbackRows(jdbc, transaction, new FreshCallbacks(alone), alone);
    }

    static Node node(String id, int live) {
        Node node = mock(Node.class);
        when(node.id()).thenReturn(id);
        when(node.live()).thenReturn(live);
        return node;
    }
}
