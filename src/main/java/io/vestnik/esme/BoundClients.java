package io.vestnik.esme;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.account.Door;
import io.vestnik.queue.LiveNames;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Which clients can be sent to from this node now; the door knows, which may not be built in. */
@Component
public class BoundClients {

    private final ObjectProvider<LiveNames> names;
    private final Accounts accounts;

    BoundClients(@Qualifier("boundEsmes") ObjectProvider<LiveNames> names, Accounts accounts) {
        this.names = names;
        this.accounts = accounts;
    }

    /** Their system_ids. */
    public List<String> list() {
        LiveNames bound = names.getIfAvailable();
        return bound == null ? List.of() : bound.list();
    }

    public boolean has(String systemId) {
        return list().contains(systemId);
    }

    /** The account whose login it is now; what was owed under it while it was another's is not for this one. Null: nobody's. */
    String owner(String systemId) {
        return accounts.loginOwner(Door.SMPP, systemId).map(Account::id).orElse(null);
    }
}
