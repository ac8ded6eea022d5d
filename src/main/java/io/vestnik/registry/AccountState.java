package io.vestnik.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vestnik.account.Account;
import io.vestnik.message.MessageClass;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An account as operators see it: never a secret.
 *
 * @param from {@code rest}, {@code settings}, or {@code sandbox}: the one that everybody knows
 * @param hours of each class
 * @param createdAt null: it is not from REST
 * @param closedAt null: it is open
 * @param keys made by REST, newest first; null: not asked for
 * @param logins made by REST, that open something now; null: not asked for
 */
public record AccountState(
        String id,
        String from,
        String parent,
        List<String> senders,
        List<String> cascade,
        CallbackState callback,
        Integer rate,
        String zone,
        Map<MessageClass, String> hours,
        Instant createdAt,
        Instant closedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<KeyState> keys,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<LoginState> logins) {

    /**
     * @param url null: each message names its own
     * @param signed it has a secret
     */
    public record CallbackState(URI url, boolean signed) {}

    static AccountState of(
            Account account, String from, Instant createdAt, Instant closedAt, List<KeyState> keys, List<LoginState> logins) {
        Account.Callback callback = account.callback();
        Map<MessageClass, String> hours = new TreeMap<>();
        for (MessageClass messageClass : MessageClass.values()) {
            hours.put(messageClass, account.hoursOf(messageClass).toString());
        }
        return new AccountState(
                account.id(),
                from,
                account.parent(),
                account.senders(),
                account.cascade(),
                callback == null ? null : new CallbackState(callback.url(), callback.secret() != null),
                account.rate(),
                account.zone().getId(),
                hours,
                createdAt,
                closedAt,
                keys,
                logins);
    }
}
