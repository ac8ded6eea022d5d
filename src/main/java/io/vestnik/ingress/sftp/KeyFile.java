package io.vestnik.ingress.sftp;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/** An Ed25519 key in a file of its own, in OpenSSH's form: made once, then kept. */
final class KeyFile {

    private KeyFile() {}

    /** @throws UncheckedIOException when the file is there and is no key: it is not replaced, since clients know the key */
    static KeyPair kept(Path file) {
        try {
            if (Files.notExists(file)) {
                write(KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256), file);
            }
            return new FileKeyPairProvider(file).loadKeys(null).iterator().next();
        } catch (IOException e) {
            throw new UncheckedIOException("vestnik.data-dir: " + file + " can't be used: " + e.getMessage(), e);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new UncheckedIOException(new IOException("vestnik.data-dir: " + file + " is not a key: " + e.getMessage(), e));
        }
    }

    /** Whole or not at all. */
    private static void write(KeyPair key, Path file) throws IOException, GeneralSecurityException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        boolean posix = Files.getFileStore(file.getParent()).supportsFileAttributeView("posix");
        FileAttribute<?>[] own = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        Files.createFile(fresh, own);
        try (OutputStream out = Files.newOutputStream(fresh, StandardOpenOption.WRITE)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "vestnik", null, out);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
