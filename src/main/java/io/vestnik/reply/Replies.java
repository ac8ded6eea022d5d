package io.vestnik.reply;

import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.account.Accounts;
import io.vestnik.account.Door;
import io.vestnik.channel.Reply;
import io.vestnik.esme.BoundClients;
import io.vestnik.esme.Deliver;
import io.vestnik.esme.OwedRows;
import io.vestnik.privacy.AtRest;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Replies are rows before their carrier is answered; an account that has an SMPP login is told of its own by deliver_sm. */
@Component("replies")
public class Replies {

    private static final String INSERT =
            """
            INSERT INTO reply (channel, provider, sender, recipient, text, at, account)
            VALUES (:channel, :provider, :sender, :recipient, :text, :at::timestamptz, :account)
            """;

    private final ReplyOwner owner;
    private final Accounts accounts;
    private final BoundClients bound;
    private final OwedRows owed;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Replies(
            ReplyOwner owner, Accounts accounts, BoundClients bound, OwedRows owed, JdbcClient jdbc, TransactionTemplate transaction) {
        this.owner = owner;
        this.accounts = accounts;
        this.bound = bound;
        this.owed = owed;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Durable when it returns; throws when it is not, and the carrier must send it again. */
    public void keep(Reply reply) {
        Optional<String> account = owner.of(reply);
        Optional<Deliver> deliver = account.flatMap(id -> client(id).map(systemId -> deliver(id, systemId, reply)));
        transaction.executeWithoutResult(status -> {
            jdbc.sql(INSERT)
                    .param("channel", reply.channel())
                    .param("provider", reply.provider())
                    .param("sender", reply.sender())
                    .param("recipient", reply.recipient())
                    .param("text", AtRest.seal("reply.text", "", reply.text()))
                    .param("at", reply.at().toString())
                    .param("account", account.orElse(null))
                    .update();
            owed.insert(deliver.stream().toList());
        });
    }

    /** Of several logins the one that can be told now. */
    private Optional<String> client(String account) {
        List<String> systemIds = accounts.users(Door.SMPP, account);
        return systemIds.stream().filter(bound::has).findFirst().or(() -> systemIds.stream().findFirst());
    }

    private static Deliver deliver(String account, String systemId, Reply reply) {
        return new Deliver(
                UlidCreator.getMonotonicUlid().toString(), account, systemId, reply.sender(), reply.recipient(), reply.text(), null, null,
                null, null, null, reply.at(), 0);
    }
}
