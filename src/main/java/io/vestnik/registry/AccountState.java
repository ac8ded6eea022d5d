package io.vestnik.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vestnik.account.Account;
import io.vestnik.account.Permission;
import io.vestnik.cap.Caps;
import io.vestnik.message.MessageClass;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An account as operators see it: never a secret.
 *
 * @param from {@code rest}, {@code settings}, or {@code sandbox}: the one that everybody knows
 * @param hours of each class
 * @param caps of the classes that have some
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
        String order,
        CallbackState callback,
        Integer rate,
        String zone,
        Map<MessageClass, String> hours,
        TimesState times,
        Map<MessageClass, CapsState> caps,
        Permission foreignMessengers,
        Set<String> forbiddenChannels,
        Instant createdAt,
        Instant closedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<KeyState> keys,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<LoginState> logins) {

    /**
     * @param url null: each message names its own
     * @param signed it has a secret
     */
    public record CallbackState(URI url, boolean signed) {}

    /**
     * @param spread ISO 8601
     * @param unknownZone {@code own} or {@code strictest}
     */
    public record TimesState(String spread, String unknownZone, Set<String> market) {

        static TimesState of(Account.Times times) {
            Set<String> market = new TreeSet<>();
            times.market().forEach(zone -> market.add(zone.getId()));
            return new TimesState(times.spread().toString(), times.unknownZone().name().toLowerCase(Locale.ROOT), market);
        }
    }

    /** Each null: no limit. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LimitsState(Integer day, Integer week, Integer month) {}

    /** As it is given. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CapsState(Integer day, Integer week, Integer month, Map<String, LimitsState> channels) {

        static CapsState of(Caps caps) {
            Map<String, LimitsState> channels = new TreeMap<>();
            caps.channels().forEach((name, limits) ->
                    channels.put(name, new LimitsState(limits.day(), limits.week(), limits.month())));
            return new CapsState(caps.day(), caps.week(), caps.month(), channels.isEmpty() ? null : channels);
        }
    }

    static AccountState of(
            Account account, String from, Instant createdAt, Instant closedAt, List<KeyState> keys, List<LoginState> logins) {
        Account.Callback callback = account.callback();
        Map<MessageClass, String> hours = new TreeMap<>();
        for (MessageClass messageClass : MessageClass.values()) {
            hours.put(messageClass, account.hoursOf(messageClass).toString());
        }
        Map<MessageClass, CapsState> caps = new TreeMap<>();
        account.caps().forEach((messageClass, each) -> caps.put(messageClass, CapsState.of(each)));
        return new AccountState(
                account.id(),
                from,
                account.parent(),
                account.senders(),
                account.cascade(),
                account.order().toString(),
                callback == null ? null : new CallbackState(callback.url(), callback.secret() != null),
                account.rate(),
                account.zone().getId(),
                hours,
                TimesState.of(account.times()),
                caps,
                account.foreignMessengers(),
                new TreeSet<>(account.forbiddenChannels()),
                createdAt,
                closedAt,
                keys,
                logins);
    }
}
