package io.vestnik.ingress.sftp;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.account.Door;
import io.vestnik.account.LoginBackoff;
import io.vestnik.settings.VestnikSettings;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The users who are here: not too many, and none whose account is closed or whose login is gone. */
@Component
class Sessions implements SessionListener {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final AttributeKey<String> ACCOUNT = new AttributeKey<>();

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
        live.add(session);
        if (live.size() > most) {
            LOG.warn("a session from {} is refused: there are {} already (vestnik.sftp.sessions)", host(session), most);
            session.close(true);
        }
    }

    @Override
    public void sessionEvent(Session session, Event event) {
        if (event == Event.Authenticated) {
            String account = owner(session);
            if (account == null) {
                session.close(true); // it was closed in this very moment
                return;
            }
            session.setAttribute(ACCOUNT, account);
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
