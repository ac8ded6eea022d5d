package io.vestnik.ingress.smpp;

import io.vestnik.account.Account;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Bind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What came of a bind (SMPP v3.4 §4.1).
 *
 * @param status of its answer; 0: it is bound, and is to be dismissed when it ends
 * @param client null, as is what follows: it was refused
 * @param limits what the login may
 */
record Binding(int status, Client client, Account.SmppLogin limits) {

    private static final Logger LOG = LoggerFactory.getLogger(ServerSession.class);

    /** Never fails. */
    static CompletableFuture<Binding> of(Bind bind, SessionLink link, Logins logins, Sessions sessions) {
        String host = link.host();
        return logins.open(host, bind.getSystemId(), bind.getPassword(), link::isOpen)
                .thenApply(account -> admit(bind, host, account, logins, sessions))
                .exceptionally(failure -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (cause instanceof RejectedExecutionException) {
                        LOG.debug("SMPP bind from {} not looked at: {}", host, cause.getMessage());
                    } else {
                        LOG.error("a bind failed", failure);
                    }
                    return refused(SMPPConstant.STAT_ESME_RSYSERR);
                });
    }

    boolean isRefused() {
        return client == null;
    }

    private static Binding admit(Bind bind, String host, Optional<Account> account, Logins logins, Sessions sessions) {
        if (account.isEmpty()) {
            LOG.info("SMPP bind from {} refused: wrong login", host);
            return refused(SMPPConstant.STAT_ESME_RINVPASWD);
        }
        String id = account.get().id();
        Account.SmppLogin limits = logins.limits(id);
        if (!sessions.admit(id, limits.binds())) {
            LOG.info("SMPP bind of account {} from {} refused: it has {} sessions", id, host, limits.binds());
            return refused(SMPPConstant.STAT_ESME_RALYBND);
        }
        LOG.info("SMPP client {} is bound from {}", bind.getSystemId(), host);
        return new Binding(0, new Client(id, bind.getSystemId(), bind.getInterfaceVersion() & 0xFF), limits);
    }

    private static Binding refused(int status) {
        return new Binding(status, null, null);
    }
}
