package io.vestnik.zone;

import io.vestnik.account.Account;
import java.time.ZoneId;
import java.util.Collection;
import org.springframework.stereotype.Component;

/** Finds a recipient's clock: the first source that knows it decides. */
@Component
public class Zones {

    /**
     * @param zones of the contacts that the message's addresses belong to; mostly none or one. Several that differ: all of them hold
     * @param regions of the same contacts, as {@link Regions} knows them
     * @param phone E.164; null: the message has none
     */
    public Whereabouts of(Account account, Collection<ZoneId> zones, Collection<String> regions, String phone) {
        return Whereabouts.in(account.zone(), Whereabouts.Source.ACCOUNT);
    }
}
