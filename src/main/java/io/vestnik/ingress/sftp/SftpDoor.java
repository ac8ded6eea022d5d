package io.vestnik.ingress.sftp;

import io.vestnik.settings.SftpSettings;
import io.vestnik.settings.VestnikSettings;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * The two servers: users' at its port, and the hub's own poll's on loopback at a port that the system chose, by a key that never
 * leaves the data directory. What the poll's route needs to know are the properties {@code sftp-door.*}.
 */
@Component
class SftpDoor implements SmartLifecycle {

    static final String POLL_USER = "poll";

    private static final Logger LOG = LoggerFactory.getLogger("io.vestnik");
    private static final String LOOPBACK = "127.0.0.1";

    private final SftpPlace place;
    private final SftpSettings settings;
    private final ConfigurableEnvironment environment;
    private final SshServer users;
    private final SshServer poll;
    private final KeyPair hostKey;
    private final Sessions sessions;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("sftp-watch-"));
    private volatile boolean running;

    SftpDoor(
            SftpPlace place, VestnikSettings settings, UserJail userJail, PollJail pollJail, UserLogins logins,
            Sessions sessions, ConfigurableEnvironment environment) {
        this.place = place;
        this.settings = settings.sftp();
        this.sessions = sessions;
        this.environment = environment;
        this.hostKey = KeyFile.kept(place.key("host_key"));
        KeyPair pollKey = KeyFile.kept(place.key("poll_key"));
        this.users = SftpServer.of(hostKey, userJail, session -> place.openHome(Sessions.account(session)));
        users.setPasswordAuthenticator(logins);
        users.setPublickeyAuthenticator(logins);
        users.addSessionListener(sessions);
        users.setPort(this.settings.port());
        if (this.settings.address() != null) {
            users.setHost(this.settings.address().getHostAddress());
        } else if (settings.accounts().isEmpty()) {
            users.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        }
        CoreModuleProperties.MAX_CONCURRENT_SESSIONS.set(users, this.settings.userSessions());
        this.poll = SftpServer.of(hostKey, pollJail, session -> place.homes());
        poll.setHost(LOOPBACK);
        CoreModuleProperties.IDLE_TIMEOUT.set(poll, Duration.ZERO); // while a large file is being read
        poll.setPublickeyAuthenticator((user, key, session) ->
                user.equals(POLL_USER) && KeyUtils.compareKeys(key, pollKey.getPublic()));
    }

    @Override
    public void start() {
        try {
            users.start();
            poll.start();
            Files.writeString(place.key("known_hosts"), "[" + LOOPBACK + "]:" + poll.getPort() + " "
                    + PublicKeyEntry.toString(hostKey.getPublic()) + "\n");
        } catch (BindException e) {
            throw new InvalidConfigurationPropertyValueException(
                    "vestnik.sftp.port", settings.port(), "SFTP can't listen there: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        environment.getPropertySources().addLast(new MapPropertySource("sftp-door", Map.of(
                "sftp-door.place", LOOPBACK + ":" + poll.getPort(),
                "sftp-door.key", place.key("poll_key").toString(),
                "sftp-door.known-hosts", place.key("known_hosts").toString(),
                "sftp-door.work", place.work().toString(),
                "sftp-door.poll", settings.poll().toMillis())));
        watch.scheduleWithFixedDelay(sessions::dismiss, 1, 1, TimeUnit.SECONDS);
        running = true;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Order(Ordered.LOWEST_PRECEDENCE - 1) // with what else is told at the end of a start
    void greet() {
        LOG.info("SFTP   port {}, host key {}", users.getPort(), KeyUtils.getFingerPrint(hostKey.getPublic()));
    }

    /** Users leave first; the poll's server stays until the routes have ended. */
    @Override
    public void stop() {
        running = false;
        close(users);
    }

    @PreDestroy
    void end() {
        watch.shutdownNow();
        close(users);
        close(poll);
    }

    private static void close(SshServer server) {
        try {
            server.stop(true);
        } catch (IOException e) {
            LOG.warn("an SFTP server did not end well: {}", e.toString());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The first to stop: no upload begins that nobody would read. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
