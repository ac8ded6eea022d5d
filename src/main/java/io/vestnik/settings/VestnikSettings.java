package io.vestnik.settings;

import io.vestnik.account.Account;
import io.vestnik.operator.Operator;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything under {@code vestnik.}; a key that is not here stops the start.
 *
 * @param dataDir embedded PostgreSQL, embedded Artemis, SSH host key
 * @param routesDir route files; those packed into the jar serve while it does not exist
 * @param publicUrl what links, the WSDL and webhooks are told to the world
 * @param queueLimit messages in a queue, over all nodes
 * @param unknownWait how long an unknown outcome waits for a receipt that settles it
 * @param stepTimeout how long a cascade step waits for its success where the message does not say
 * @param defaultRegion whose numbers are meant when a number has no country code, ISO 3166-1 alpha-2
 * @param calendar which days people work, in the form of the packed {@code calendars/ru.txt}; null: that one
 * @param accounts empty: the sandbox account {@code demo}
 * @param operators who runs the hub; empty: nobody, or with no account either, one that everybody knows
 * @param channels providers by channel; a channel without one is served by the sandbox carrier
 * @param replies what is made of what recipients write back
 */
@ConfigurationProperties(prefix = "vestnik", ignoreUnknownFields = false)
public record VestnikSettings(
        @DefaultValue("./data") Path dataDir,
        @DefaultValue("./routes") Path routesDir,
        @DefaultValue("http://127.0.0.1:8080") URI publicUrl,
        @DefaultValue("20000") int queueLimit,
        @DefaultValue("30s") Duration unknownWait,
        @DefaultValue("5m") Duration stepTimeout,
        @DefaultValue("RU") String defaultRegion,
        Path calendar,
        @DefaultValue List<Account> accounts,
        @DefaultValue List<Operator> operators,
        @DefaultValue Map<String, ChannelSettings> channels,
        @DefaultValue CallbackSettings callbacks,
        @DefaultValue ReplySettings replies,
        @DefaultValue SmppSettings smpp,
        @DefaultValue SftpSettings sftp,
        @DefaultValue BrokerSettings broker,
        @DefaultValue AlertSettings alerts,
        @DefaultValue KeepSettings keep,
        @DefaultValue EncryptionSettings encryption,
        @DefaultValue SuppressionSettings suppression,
        @DefaultValue SubscriptionSettings subscription,
        @DefaultValue HealthSettings health) {

    public VestnikSettings {
        if (queueLimit < 1) {
            throw new IllegalArgumentException("queue-limit: must be over 0");
        }
    }

    /** @param replies e-mail only: the mailbox that replies are fetched from, {@code imaps://user:password@host/FOLDER}; null: none */
    public record ChannelSettings(@DefaultValue List<ProviderSettings> providers, URI replies) {

        /** Without the password. */
        @Override
        public String toString() {
            return "ChannelSettings" + providers;
        }
    }

    /** @param allowPrivateAddresses callbacks may reach loopback, link-local and private addresses */
    public record CallbackSettings(@DefaultValue("false") boolean allowPrivateAddresses) {}

    /** @param keep how long an address is taken for dead that was found to be; numbers and mailboxes change hands */
    public record SuppressionSettings(@DefaultValue("180d") Duration keep) {

        public SuppressionSettings {
            if (keep.compareTo(Duration.ofDays(36_500)) > 0 || keep.toMillis() < 1) {
                throw new IllegalArgumentException("keep: must be over 0 and at most 36500d");
            }
        }
    }

    /**
     * The SMPP door.
     *
     * @param address null: loopback until credentials are configured
     * @param tlsPort where it speaks TLS; null: nowhere
     * @param sslBundle of {@code spring.ssl.bundle}, whose certificate it shows there
     * @param connections at once on this node
     */
    public record SmppSettings(
            @DefaultValue("2775") int port,
            InetAddress address,
            Integer tlsPort,
            String sslBundle,
            @DefaultValue("1000") int connections) {

        public SmppSettings {
            if (tlsPort != null && sslBundle == null) {
                throw new IllegalArgumentException("tls-port: needs smpp.ssl-bundle");
            }
            if (connections < 1) {
                throw new IllegalArgumentException("connections: must be over 0");
            }
        }
    }

    /**
     * The embedded broker; without meaning for an external one.
     *
     * @param acceptor where others may connect, {@code tcp://127.0.0.1:61616}; null: nowhere
     * @param user who may connect there; needed with an acceptor
     */
    public record BrokerSettings(String acceptor, String user, String password) {

        public BrokerSettings {
            if (acceptor != null && (user == null || user.isBlank() || password == null || password.isBlank())) {
                throw new IllegalArgumentException("acceptor: needs broker.user and broker.password");
            }
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "BrokerSettings[" + acceptor + "]";
        }
    }
}
