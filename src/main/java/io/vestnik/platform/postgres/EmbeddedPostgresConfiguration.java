package io.vestnik.platform.postgres;

import io.vestnik.platform.DataDirectory;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Takes the place of {@code spring.datasource.url} where that is not set. */
@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddedPostgresConfiguration.NoDatabaseConfigured.class)
class EmbeddedPostgresConfiguration {

    /** The pool depends on the connection details, and they on the server: so it stops after the pool is closed. */
    @Bean(destroyMethod = "stop")
    PostgresServer postgresServer(DataDirectory dataDirectory) {
        PostgresServer server = PostgresServer.in(dataDirectory.path().resolve("postgres"));
        server.start();
        return server;
    }

    @Bean
    JdbcConnectionDetails embeddedPostgres(PostgresServer server) {
        return server.connectionDetails();
    }

    static class NoDatabaseConfigured implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !StringUtils.hasText(context.getEnvironment().getProperty("spring.datasource.url"));
        }
    }
}
