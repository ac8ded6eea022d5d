package io.vestnik.ingress.sftp;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.common.BuiltinFactory;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.sftp.SftpModuleProperties;

/** An SSH server that does SFTP and nothing else: no shell, no commands, nothing forwarded; no SHA-1, CBC, DSA or 3DES. */
final class SftpServer {

    private static final Duration LOGIN = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final int MOST_ATTEMPTS = 10;
    private static final int MOST_CHANNELS = 4; // a session; each has a thread
    private static final int MOST_HANDLES = 64; // a channel
    private static final int IO_THREADS = 4;

    private SftpServer() {}

    /** A folder that is a session's root. */
    interface Root {

        Path of(Session session) throws IOException;
    }

    static SshServer of(KeyPair hostKey, Jail jail, Root root) {
        SshServer server = ServerBuilder.builder().build();
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setSubsystemFactories(List.of(Subsystem.factory(jail)));
        server.setFileSystemFactory(new VirtualFileSystemFactory() {
            @Override
            public Path getUserHomeDir(SessionContext session) throws IOException {
                return root.of((Session) session);
            }
        });
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE, UserAuthPasswordFactory.INSTANCE));
        server.setShellFactory(null);
        server.setCommandFactory(null);
        server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        server.setChannelFactories(List.of(ChannelSessionFactory.INSTANCE)); // none that opens connections
        server.setGlobalRequestHandlers(List.of(KeepAliveHandler.INSTANCE));
        server.setNioWorkers(IO_THREADS);
        strong(server);
        limit(server);
        return server;
    }

    private static void strong(SshServer server) {
        server.setKeyExchangeFactories(NamedFactory.setUpTransformedFactories(
                true,
                List.of(
                        BuiltinDHFactories.mlkem768x25519, BuiltinDHFactories.sntrup761x25519,
                        BuiltinDHFactories.sntrup761x25519_openssh, BuiltinDHFactories.curve25519,
                        BuiltinDHFactories.curve25519_libssh, BuiltinDHFactories.ecdhp521, BuiltinDHFactories.ecdhp384,
                        BuiltinDHFactories.ecdhp256, BuiltinDHFactories.dhg16_512, BuiltinDHFactories.dhg14_256),
                ServerBuilder.DH2KEX));
        server.setCipherFactories(supported(List.of(
                BuiltinCiphers.cc20p1305_openssh, BuiltinCiphers.aes256gcm, BuiltinCiphers.aes128gcm,
                BuiltinCiphers.aes256ctr, BuiltinCiphers.aes192ctr, BuiltinCiphers.aes128ctr)));
        server.setMacFactories(supported(List.of(
                BuiltinMacs.hmacsha512etm, BuiltinMacs.hmacsha256etm, BuiltinMacs.hmacsha512, BuiltinMacs.hmacsha256)));
        server.setSignatureFactories(supported(List.of(
                BuiltinSignatures.ed25519, BuiltinSignatures.sk_ssh_ed25519, BuiltinSignatures.nistp521,
                BuiltinSignatures.nistp384, BuiltinSignatures.nistp256, BuiltinSignatures.sk_ecdsa_sha2_nistp256,
                BuiltinSignatures.rsaSHA512, BuiltinSignatures.rsaSHA256)));
        server.setCompressionFactories(List.of(BuiltinCompressions.none));
    }

    /** Some need what this JVM may not have. */
    private static <T> List<NamedFactory<T>> supported(List<? extends BuiltinFactory<T>> wanted) {
        return wanted.stream()
                .filter(BuiltinFactory::isSupported)
                .<NamedFactory<T>>map(factory -> factory)
                .toList();
    }

    private static void limit(SshServer server) {
        CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "VESTNIK");
        CoreModuleProperties.AUTH_TIMEOUT.set(server, LOGIN);
        CoreModuleProperties.IDLE_TIMEOUT.set(server, IDLE);
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, MOST_ATTEMPTS);
        CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server, MOST_CHANNELS);
        SftpModuleProperties.SFTP_VERSION.set(server, 3);
        SftpModuleProperties.CLIENT_EXTENSIONS.set(server, "");
        SftpModuleProperties.OPENSSH_EXTENSIONS.set(server, Subsystem.EXTENSIONS);
        SftpModuleProperties.MAX_OPEN_HANDLES_PER_SESSION.set(server, MOST_HANDLES);
    }
}
