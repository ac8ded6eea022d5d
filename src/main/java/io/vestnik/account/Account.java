package io.vestnik.account;

import io.vestnik.cap.Caps;
import io.vestnik.hours.Hours;
import io.vestnik.message.MessageClass;
import io.vestnik.message.Order;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who sends. Secrets are {@code {sha256}hex}, {@code {bcrypt}hash} or plain text.
 *
 * @param parent the account it reports to; null: none
 * @param apiKeys what opens the REST door
 * @param senders names it may send under; the first is the default
 * @param cascade default channels, in order; empty: the one that the address implies
 * @param order in which the steps of a message are tried that does not say
 * @param callback where and how its statuses are told; null: no callbacks
 * @param rate messages a second over all nodes; null: no limit
 * @param zone whose clock {@code hours} mean
 * @param hours when each class may be sent
 * @param times what else there is to say of hours
 * @param caps how often a recipient may be written to, by class
 * @param foreignMessengers whether it may use messengers from abroad
 * @param forbiddenChannels channels that it must not use
 */
public record Account(
        String id,
        String parent,
        @DefaultValue List<String> apiKeys,
        Login soap,
        SftpLogin sftp,
        SmppLogin smpp,
        @DefaultValue List<String> senders,
        @DefaultValue List<String> cascade,
        @DefaultValue("given") Order order,
        Callback callback,
        Integer rate,
        @DefaultValue("Europe/Moscow") ZoneId zone,
        @DefaultValue Map<MessageClass, Hours> hours,
        @DefaultValue Times times,
        @DefaultValue Map<MessageClass, Caps> caps,
        @DefaultValue("allowed") Permission foreignMessengers,
        @DefaultValue Set<String> forbiddenChannels) {

    @ConstructorBinding
    public Account {
        parent = parent == null || parent.isBlank() ? null : parent; // YAML's null arrives as an empty text
        require(isId(id), "id: 1 to 64 letters, digits, . _ -");
        require(rate == null || rate > 0, "rate: must be over 0");
        require(
                hours.getOrDefault(MessageClass.AUTHORIZATION, Hours.ALWAYS).isAlways(),
                "hours.authorization: must be always");
        require(caps.getOrDefault(MessageClass.AUTHORIZATION, Caps.NONE).areNone(), "caps.authorization: a code is never held back");
        for (MessageClass messageClass : MessageClass.values()) {
            Hours each = hours.getOrDefault(messageClass, Hours.DEFAULTS.get(messageClass));
            require(times.suit(each), "times.unknown-zone: " + Times.neverOpen(messageClass, each));
        }
        apiKeys.forEach(key -> require(!key.isBlank(), "api-keys: an empty key"));
        forbiddenChannels.forEach(channel ->
                require(channel.matches("[a-z][a-z0-9-]{0,31}"), "forbidden-channels: " + channel + " is not a channel's name"));
    }

    /** One whose steps are tried as they are listed, and that may use every channel. */
    public Account(
            String id, String parent, List<String> apiKeys, Login soap, SftpLogin sftp, SmppLogin smpp, List<String> senders,
            List<String> cascade, Callback callback, Integer rate, ZoneId zone, Map<MessageClass, Hours> hours, Times times,
            Map<MessageClass, Caps> caps) {
        this(
                id, parent, apiKeys, soap, sftp, smpp, senders, cascade, Order.GIVEN, callback, rate, zone, hours, times, caps,
                Permission.ALLOWED, Set.of());
    }

    /** When messages of the class may be sent: as set, else the default of a configured account. */
    public Hours hoursOf(MessageClass messageClass) {
        Hours set = hours.get(messageClass);
        return set != null ? set : Hours.DEFAULTS.get(messageClass);
    }

    /** Empty: no limit of the account's. */
    public Caps capsOf(MessageClass messageClass) {
        return caps.getOrDefault(messageClass, Caps.NONE);
    }

    /** By its own word; that of its parents is asked by {@link Accounts#forbids}. @param foreign a messenger from abroad */
    boolean forbids(String channel, boolean foreign) {
        return foreign && foreignMessengers == Permission.FORBIDDEN || forbiddenChannels.contains(channel);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Account[" + id + "]";
    }

    /** Whose hours hold for a recipient whose zone nothing tells. */
    public enum UnknownZone {
        /** The account's {@code zone}. */
        OWN,
        /** The hours that are allowed in every zone of its {@code market} at once. */
        STRICTEST
    }

    /**
     * @param spread over how long what waited for the hours is let go, from their beginning
     * @param unknownZone whose hours hold where a recipient's zone is not known
     * @param market where its recipients live; none given: the zones of Russia
     */
    public record Times(
            @DefaultValue("0s") Duration spread, @DefaultValue("own") UnknownZone unknownZone, @DefaultValue Set<ZoneId> market) {

        private static final Set<ZoneId> RUSSIA = Stream.of(
                        "Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Omsk", "Asia/Krasnoyarsk",
                        "Asia/Irkutsk", "Asia/Yakutsk", "Asia/Vladivostok", "Asia/Magadan", "Asia/Kamchatka")
                .map(ZoneId::of)
                .collect(Collectors.toUnmodifiableSet());

        /** After {@code RUSSIA}, which it takes. */
        public static final Times DEFAULT = new Times(Duration.ZERO, UnknownZone.OWN, Set.of());

        public Times {
            require(!spread.isNegative() && spread.compareTo(Duration.ofHours(6)) <= 0, "spread: must be 0 to 6h");
            market = market.isEmpty() ? RUSSIA : Set.copyOf(market);
        }

        /** A recipient whose zone is not known can be written to at some time. */
        public boolean suit(Hours hours) {
            return unknownZone == UnknownZone.OWN || hours.everOpen(market);
        }

        /** What to say where they do not {@link #suit}. */
        public static String neverOpen(MessageClass messageClass, Hours hours) {
            return "strictest is impossible: the hours of " + messageClass + ", " + hours
                    + ", are never open on all clocks of the market at once";
        }
    }

    /** @param password a secret as in the account's description */
    public record Login(String user, String password) {

        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    /**
     * @param publicKeys in OpenSSH's one-line form
     * @param charset of its CSV files: {@code auto}, {@code utf-8} or {@code cp1251}
     */
    public record SftpLogin(
            String user, String password, @DefaultValue List<String> publicKeys, @DefaultValue("auto") String charset) {

        public SftpLogin {
            require(Set.of("auto", "utf-8", "cp1251").contains(charset), "charset: must be auto, utf-8 or cp1251");
        }


        @Override
        public String toString() {
            return "SftpLogin[" + user + "]";
        }
    }

    /**
     * @param rate submits a second; null: the account's
     * @param window unanswered submits a session
     * @param binds sessions at once
     * @param defaultClass of messages without a service_type
     */
    public record SmppLogin(
            String systemId,
            String password,
            Integer rate,
            @DefaultValue("100") int window,
            @DefaultValue("4") int binds,
            @DefaultValue("service") MessageClass defaultClass) {

        public SmppLogin {
            require(rate == null || rate > 0, "rate: must be over 0");
            require(window > 0, "window: must be over 0");
            require(binds > 0, "binds: must be over 0");
        }

        @Override
        public String toString() {
            return "SmppLogin[" + systemId + "]";
        }
    }

    /**
     * @param url the default target; null: each message names its own
     * @param secret {@code whsec_} and Base64, as Standard Webhooks has it
     */
    public record Callback(URI url, String secret) {

        public static final String SECRET_RULE = "must be whsec_ and the Base64 of 24 to 64 bytes";
        public static final String URL_RULE = "must be an absolute http or https URL";

        /** The secret is of the form that signs. */
        public boolean hasSigningKey() {
            try {
                int bytes = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")).length;
                return secret.startsWith("whsec_") && bytes >= 24 && bytes <= 64;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        /** The URL is one that can be posted to. */
        public boolean isWeb() {
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            return http && url.getHost() != null;
        }

        @Override
        public String toString() {
            return "Callback[" + url + "]";
        }
    }

    /** Whether an account may be called so. */
    public static boolean isId(String id) {
        return id != null && id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
