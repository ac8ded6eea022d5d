package io.vestnik.ingress.sftp;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.account.Door;
import io.vestnik.account.LoginBackoff;
import io.vestnik.settings.VestnikSettings;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The users who are here: not too many, and none whose account is closed or whose login is gone. Those who have not logged in yet
 * are few, a few of a host, and take no user's place.
 */
@Component("sftpSessions")
class Sessions implements SessionListener {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final AttributeKey<String> ACCOUNT = new AttributeKey<>();

    private static final int MOST_STRANGERS = 50;
    private static final int MOST_STRANGERS_OF_HOST = 10;

    private final Set<Session> live = ConcurrentHashMap.newKeySet();
    private final Accounts accounts;
    private final LoginBackoff backoff;
    private final int most;

    Sessions(Accounts accounts, LoginBackoff backoff, VestnikSettings settings) {
        this.accounts = accounts;
        this.backoff = backoff;
        this.most = settings.sftp().sessions();
    }

    /** Of a session that has logged in. */
    static String account(Session session) {
        return session.getAttribute(ACCOUNT);
    }

    static String host(Session session) {
        return session.getIoSession().getRemoteAddress() instanceof InetSocketAddress remote
                ? remote.getAddress().getHostAddress()
                : "";
    }

    @Override
    public void sessionCreated(Session session) {
        String host = host(session);
        boolean refused;
        synchronized (this) {
            List<Session> strangers = live.stream().filter(other -> account(other) == null).toList();
            refused = strangers.size() >= MOST_STRANGERS
                    || strangers.stream().filter(other -> host(other).equals(host)).count() >= MOST_STRANGERS_OF_HOST;
            if (!refused) {
                live.add(session);
            }
        }
        if (refused) {
            LOG.warn("a session from {} is refused: too many there have not logged in yet", host);
            session.close(true);
        }
    }

    /** False: there are too many. */
    private synchronized boolean enter(Session session, String account) {
        boolean room = live.stream().filter(other -> account(other) != null).count() < most;
        if (room) {
            session.setAttribute(ACCOUNT, account);
        }
        return room;
    }

    @Override
    public void sessionEvent(Session session, Event event) {
        if (event == Event.Authenticated) {
            String account = owner(session);
            if (account == null) {
                session.close(true); // it was closed in this very moment
                return;
            }
            if (!enter(session, account)) {
                LOG.warn("a session of account {} is refused: there are {} already (vestnik.sftp.sessions)", account, most);
                session.close(true);
                return;
            }
            backoff.succeeded(host(session), session.getUsername());
            LOG.info("account {} is here from {}", account, host(session));
        }
    }

    /** Called again and again. */
    void dismiss() {
        for (Session session : live) {
            String account = account(session);
            if (account != null && !account.equals(owner(session))) {
                LOG.info("account {} may not be here any more, its session ends", account);
                session.close(true);
            }
        }
    }

    /** Null: nobody. */
    private String owner(Session session) {
        return accounts.loginOwner(Door.SFTP, session.getUsername())
                .map(Account::id)
                .filter(accounts::isOpen)
                .orElse(null);
    }

    @Override
    public void sessionClosed(Session session) {
        live.remove(session);
    }
}
