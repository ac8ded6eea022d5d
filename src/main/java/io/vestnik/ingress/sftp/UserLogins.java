package io.vestnik.ingress.sftp;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.account.Door;
import io.vestnik.account.LoginBackoff;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.server.auth.AsyncAuthException;
import org.apache.sshd.server.auth.password.PasswordAuthenticator;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Who gets in, by password or public key. Nobody is told why not. Passwords are compared on threads of their own: bcrypt takes
 * 100 ms, and those who are in share the others.
 */
@Component
class UserLogins implements PasswordAuthenticator, PublickeyAuthenticator, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UserLogins.class);
    private static final AttributeKey<Boolean> KEY_FAILED = new AttributeKey<>();

    private final Accounts accounts;
    private final LoginBackoff backoff;
    private final ExecutorService threads;

    UserLogins(Accounts accounts, LoginBackoff backoff) {
        this.accounts = accounts;
        this.backoff = backoff;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                2, 2, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(256), new CustomizableThreadFactory("sftp-login-"));
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    @Override
    public boolean authenticate(String user, String password, ServerSession session) {
        String host = Sessions.host(session);
        AsyncAuthException later = new AsyncAuthException();
        try {
            threads.execute(() -> later.setAuthed(opens(host, user, password)));
        } catch (RejectedExecutionException e) {
            return false; // hundreds at once are no users
        }
        throw later;
    }

    private boolean opens(String host, String user, String password) {
        try {
            if (!backoff.mayTry(host, user)) {
                return false;
            }
            boolean right = accounts.byLogin(Door.SFTP, user, password).map(Account::id).filter(accounts::isOpen).isPresent();
            if (!right) {
                failed(host, user);
            }
            return right;
        } catch (RuntimeException e) {
            LOG.warn("a login could not be judged: {}", e.toString());
            return false;
        }
    }

    /** Asked for each key that a client has, before it proves that it is its own. */
    @Override
    public boolean authenticate(String user, PublicKey key, ServerSession session) {
        String host = Sessions.host(session);
        if (!backoff.mayTry(host, user)) {
            return false;
        }
        boolean known = accounts.loginOwner(Door.SFTP, user)
                .filter(account -> accounts.isOpen(account.id()) && account.sftp() != null)
                .filter(account -> has(account.sftp().publicKeys(), key))
                .isPresent();
        if (!known && session.getAttribute(KEY_FAILED) == null) { // an agent offers many: they are one attempt
            session.setAttribute(KEY_FAILED, true);
            failed(host, user);
        }
        return known;
    }

    private static boolean has(List<String> lines, PublicKey key) {
        for (String line : lines) {
            try {
                AuthorizedKeyEntry entry = AuthorizedKeyEntry.parseAuthorizedKeyEntry(line.strip());
                if (KeyUtils.compareKeys(key, entry.resolvePublicKey(null, PublicKeyEntryResolver.FAILING))) {
                    return true;
                }
            } catch (Exception e) {
                LOG.warn("a public key of the settings can't be read: {}", e.toString());
            }
        }
        return false;
    }

    private void failed(String host, String user) {
        backoff.failed(host, user);
        LOG.warn("a login from {} failed", host);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
