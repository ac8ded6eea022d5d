package io.vestnik.platform.broker;

import io.vestnik.settings.VestnikSettings.BrokerSettings;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/** An Artemis broker in this process, with a synced journal under the data directory. */
final class EmbeddedBroker {

    /** Stands in the permissions of {@code broker.xml}. */
    private static final String ROLE = "vestnik";
    private static final String USER = "hub";
    private static final AtomicInteger NUMBERS = new AtomicInteger(1_000); // others in the same JVM count from 0

    private final int number = NUMBERS.getAndIncrement(); // in-VM brokers are told apart by it
    private final String password = UUID.randomUUID().toString();
    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();

    EmbeddedBroker(Path folder, BrokerSettings settings) {
        server.setConfiguration(configuration(folder, settings));
        server.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users(settings)));
    }

    private Configuration configuration(Path folder, BrokerSettings settings) {
        FileConfiguration configuration = new FileConfiguration();
        try {
            FileDeploymentManager file = new FileDeploymentManager("docker/broker.xml");
            file.addDeployable(configuration);
            file.readConfiguration();
            configuration.clearAcceptorConfigurations();
            configuration.addAcceptorConfiguration("in-vm", "vm://" + number);
            if (settings.acceptor() != null) {
                configuration.addAcceptorConfiguration("tcp", settings.acceptor());
            }
        } catch (Exception e) {
            throw new IllegalStateException("docker/broker.xml can't be used: " + e.getMessage(), e);
        }
        return configuration
                .setJMXManagementEnabled(false)
                .setConfigurationFileRefreshPeriod(-1)
                .setPagingDirectory(folder.resolve("paging").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setJournalDirectory(folder.resolve("journal").toString())
                .setLargeMessagesDirectory(folder.resolve("large-messages").toString());
    }

    private SecurityConfiguration users(BrokerSettings settings) {
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(USER, password);
        users.addRole(USER, ROLE);
        if (settings.acceptor() != null) {
            users.addUser(settings.user(), settings.password());
            users.addRole(settings.user(), ROLE);
        }
        return users;
    }

    void start() {
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the embedded broker does not start: " + e.getMessage(), e);
        }
        if (!server.getActiveMQServer().isActive()) {
            throw new IllegalStateException("the embedded broker does not start; its log lines above say why");
        }
    }

    void stop() throws Exception {
        server.stop();
    }

    BrokerAddress address() {
        return new BrokerAddress("vm://" + number, USER, password);
    }
}
