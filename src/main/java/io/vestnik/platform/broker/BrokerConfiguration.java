package io.vestnik.platform.broker;

import io.vestnik.platform.DataDirectory;
import io.vestnik.queue.QueueConnections;
import io.vestnik.settings.VestnikSettings;
import jakarta.jms.ConnectionFactory;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.env.Environment;

/** Which broker, and the two ways to use it: by the {@code jms} component, and by {@code jms-batch}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ArtemisProperties.class)
class BrokerConfiguration {

    private static final int POOLED_CONNECTIONS = 4;

    /** Depends on the pool only for the order of the end: queues first, then the truth. */
    @Bean(destroyMethod = "stop")
    @DependsOn("dataSource")
    @Conditional(BrokerPlace.Embedded.class)
    EmbeddedBroker embeddedBroker(DataDirectory dataDirectory, VestnikSettings settings) {
        EmbeddedBroker broker = new EmbeddedBroker(dataDirectory.path().resolve("broker"), settings.broker());
        broker.start();
        return broker;
    }

    @Bean
    @Conditional(BrokerPlace.Embedded.class)
    BrokerAddress embeddedBrokerAddress(EmbeddedBroker broker) {
        return broker.address();
    }

    @Bean
    @Conditional(BrokerPlace.External.class)
    BrokerAddress externalBrokerAddress(ArtemisProperties properties) {
        String url = properties.getBrokerUrl() == null ? "tcp://localhost:61616" : properties.getBrokerUrl();
        return new BrokerAddress(url, properties.getUser(), properties.getPassword());
    }

    @Bean(destroyMethod = "stop")
    ConnectionFactory connectionFactory(BrokerAddress address) {
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(address.connections(true));
        pool.setMaxConnections(POOLED_CONNECTIONS);
        return pool;
    }

    @Bean
    QueueConnections queueConnections(BrokerAddress address, VestnikSettings settings, Environment environment) {
        boolean alone = !BrokerPlace.isExternal(environment) && settings.broker().acceptor() == null;
        return new QueueConnections(address.connections(false), !alone); // with an acceptor other nodes' rows go through it
    }
}
