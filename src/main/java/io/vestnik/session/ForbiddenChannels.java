package io.vestnik.session;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.channel.ChannelTraits;
import java.util.function.BiPredicate;
import org.springframework.stereotype.Component;

/** Whether an account must not use a channel: it, or one that it reports to, has forbidden itself that channel or messengers from abroad. */
@Component
public class ForbiddenChannels implements BiPredicate<Account, String> {

    private final Accounts accounts;
    private final ChannelTraits traits;

    ForbiddenChannels(Accounts accounts, ChannelTraits traits) {
        this.accounts = accounts;
        this.traits = traits;
    }

    @Override
    public boolean test(Account account, String channel) {
        return accounts.forbids(account, channel, traits.of(channel).foreign());
    }
}
