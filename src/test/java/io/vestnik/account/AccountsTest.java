package io.vestnik.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vestnik.hours.Hours;
import io.vestnik.message.MessageClass;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCrypt;

class AccountsTest {

    private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINgUnaGL24pm7D0Xb7qzGr+0EWsU8cK6eAPtqQEUXDRV anna@example";

    @Test
    void aHubWithoutConfigurationHasTheSandboxAccount() {
        Accounts accounts = new Accounts(List.of(), Clock.systemUTC());
        Account demo = accounts.byApiKey("demo-key").orElseThrow();
        assertThat(demo.id()).isEqualTo("demo");
        assertThat(accounts.byLogin(Door.SOAP, "demo", "demo")).contains(demo);
        assertThat(demo.senders()).containsExactly("VESTNIK");
        assertThat(demo.hoursOf(MessageClass.MARKETING)).isEqualTo(Hours.ALWAYS);
        assertThat(demo.rate()).isNull();
    }

    @Test
    void theSandboxAccountOpensNothingWhereOthersCanKnock() {
        Accounts accounts = new Accounts(List.of(), false, Clock.systemUTC());
        assertThat(accounts.byApiKey("demo-key")).isEmpty();
        accounts.replace(stored(), List.of());
        assertThat(accounts.byApiKey("demo-key")).isEmpty();
        assertThat(accounts.all()).isEmpty();
    }

    @Test
    void aConfiguredHubHasNoSandboxAccount() {
        Accounts accounts = new Accounts(List.of(account("a", "key-a")), Clock.systemUTC());
        assertThat(accounts.byApiKey("demo-key")).isEmpty();
        assertThat(accounts.all()).extracting(Account::id).containsExactly("a");
    }

    @Test
    void findsAnAccountByEachFormOfKey() {
        Accounts accounts = new Accounts(List.of(
                account("plain", "key-1"),
                account("sha", "{sha256}" + Secret.digest("key-2")),
                account("bcrypt", "{bcrypt}" + BCrypt.hashpw("key-3", BCrypt.gensalt(4)))), Clock.systemUTC());
        assertThat(accounts.byApiKey("key-1").orElseThrow().id()).isEqualTo("plain");
        assertThat(accounts.byApiKey("key-2").orElseThrow().id()).isEqualTo("sha");
        assertThat(accounts.byApiKey("key-3").orElseThrow().id()).isEqualTo("bcrypt");
        assertThat(accounts.byApiKey("key-3").orElseThrow().id()).isEqualTo("bcrypt");
        assertThat(accounts.byApiKey("key-4")).isEmpty();
        assertThat(accounts.byApiKey("")).isEmpty();
        assertThat(accounts.byApiKey(null)).isEmpty();
        assertThat(accounts.byApiKey(Secret.digest("key-2"))).isEmpty();
    }

    @Test
    void refusesAWrongUserOrPassword() {
        Accounts accounts = new Accounts(List.of(login("a", "anna", "{bcrypt}" + BCrypt.hashpw("right", BCrypt.gensalt(4)))), Clock.systemUTC());
        assertThat(accounts.byLogin(Door.SOAP, "anna", "right")).isPresent();
        assertThat(accounts.byLogin(Door.SOAP, "anna", "wrong")).isEmpty();
        assertThat(accounts.byLogin(Door.SOAP, "bert", "right")).isEmpty();
        assertThat(accounts.byLogin(Door.SOAP, null, null)).isEmpty();
    }

    @Test
    void namesEveryContradictionBySetting() {
        refused("vestnik.accounts[1].id: is another account's", account("a", "k1"), account("a", "k2"));
        refused("vestnik.accounts[1].api-keys[0]: is another key again", account("a", "k"), account("b", "k"));
        refused("vestnik.accounts[1].soap.user: is another account's", login("a", "u", "x"), login("b", "u", "y"));
        refused("vestnik.accounts[0].api-keys[0]: {sha256} must be followed by 64 hex digits", account("a", "{sha256}ab"));
        refused("vestnik.accounts[0].api-keys[0]: must be {sha256}…, {bcrypt}… or plain text", account("a", "{md5}ab"));
        refused("vestnik.accounts[0].callback.secret: must be whsec_", callback("whsec_c2hvcnQ="));
        refused("vestnik.accounts[0].callback.secret: must be whsec_", callback("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        refused("vestnik.accounts[0].callback.secret: is missing", callback(null));
    }

    @Test
    void aPasswordThatSmppHasNoRoomForIsRefused() {
        refused("vestnik.accounts[0].smpp.password: SMPP takes up to 8 characters", smpp("123456789"));
        Accounts accounts = new Accounts(List.of(smpp("12345678")), Clock.systemUTC());
        assertThat(accounts.byLogin(Door.SMPP, "esme", "12345678")).isPresent();
        new Accounts(List.of(smpp("{sha256}" + Secret.digest("12345678"))), Clock.systemUTC());
    }

    @Test
    void theDatabasesAccountsStandBesideTheSettings() {
        Accounts accounts = new Accounts(List.of(account("a", "key-a")), Clock.systemUTC());
        accounts.replace(stored(keyless("b")), List.of(key("a", "key-2", null), key("b", "key-b", null), key("gone", "key-x", null)));
        assertThat(accounts.all()).extracting(Account::id).containsExactly("a", "b");
        assertThat(accounts.byApiKey("key-a").orElseThrow().id()).isEqualTo("a");
        assertThat(accounts.byApiKey("key-2").orElseThrow().id()).isEqualTo("a");
        assertThat(accounts.byApiKey("key-b").orElseThrow().id()).isEqualTo("b");
        assertThat(accounts.byApiKey("key-x")).isEmpty();
        accounts.replace(stored(), List.of());
        assertThat(accounts.byApiKey("key-2")).isEmpty();
        assertThat(accounts.find("b")).isEmpty();
    }

    @Test
    void theSettingsHoldWhereTheDatabaseHasTheSame() {
        Account configured = login("a", "anna", "right");
        Accounts accounts = new Accounts(List.of(configured), Clock.systemUTC());
        Credential annas = new Credential("b", Door.SOAP, "anna", "{bcrypt}" + BCrypt.hashpw("other", BCrypt.gensalt(4)), null);
        accounts.replace(stored(keyless("a"), keyless("b")), List.of(annas));
        assertThat(accounts.find("a")).containsSame(configured);
        assertThat(accounts.byLogin(Door.SOAP, "anna", "right")).containsSame(configured);
        assertThat(accounts.byLogin(Door.SOAP, "anna", "other")).isEmpty();
    }

    @Test
    void twoPasswordsOfAUserLiveUntilTheFirstOnesEnd() {
        Instant end = Instant.parse("2026-11-23T10:00:00Z");
        AtomicReference<Instant> now = new AtomicReference<>(end.minusMillis(1));
        Accounts accounts = new Accounts(List.of(), clock(now));
        accounts.replace(stored(keyless("b")), List.of(password("old", end), password("new", null), key("b", "brief", end)));
        assertThat(accounts.byApiKey("demo-key")).as("the sandbox's account is gone").isEmpty();
        assertThat(accounts.byLogin(Door.SOAP, "bert", "old")).isPresent();
        assertThat(accounts.byLogin(Door.SOAP, "bert", "new")).isPresent();
        assertThat(accounts.byApiKey("brief")).isPresent();
        now.set(end);
        assertThat(accounts.byLogin(Door.SOAP, "bert", "old")).isEmpty();
        assertThat(accounts.byLogin(Door.SOAP, "bert", "new")).isPresent();
        assertThat(accounts.byApiKey("brief")).isEmpty();
    }

    @Test
    void aClosedAccountIsThereButMayNotSend() {
        Accounts accounts = new Accounts(List.of(account("a", "key-a")), Clock.systemUTC());
        List<Account> rows = List.of(keyless("a"), keyless("b"), keyless("c"));
        accounts.replace(new Accounts.Stored(rows, Set.of("a", "b"), false), List.of(key("b", "key-b", null)));
        assertThat(accounts.find("b")).isPresent();
        assertThat(accounts.isOpen("b")).isFalse();
        assertThat(accounts.byApiKey("key-b")).as("made while the settings had it").isEmpty();
        assertThat(accounts.isOpen("c")).isTrue();
        assertThat(accounts.isOpen("a")).as("the settings hold").isTrue();
        assertThat(accounts.isOpen("nobody")).isFalse();
    }

    @Test
    void theSandboxDoesNotComeBackForAccountsThatCanNotBeRead() {
        Accounts accounts = new Accounts(List.of(), Clock.systemUTC());
        accounts.replace(new Accounts.Stored(List.of(), Set.of(), true), List.of());
        assertThat(accounts.byApiKey("demo-key")).isEmpty();
        accounts.replace(stored(), List.of());
        assertThat(accounts.byApiKey("demo-key")).isPresent();
    }

    @Test
    void aUserThatOnlyKeysOpenIsTaken() {
        refused("vestnik.accounts[1].sftp.user: is another account's", sftp("a", null, KEY), sftp("b", null, KEY));
        refused("vestnik.accounts[1].sftp.user: is another account's", sftp("a", null, KEY), sftp("b", "word"));
        Accounts accounts = new Accounts(List.of(sftp("a", null, KEY)), Clock.systemUTC());
        assertThat(accounts.loginOwner(Door.SFTP, "files").orElseThrow().id()).isEqualTo("a");
    }

    @Test
    void aPublicKeyThatIsNoneIsNamedBySetting() {
        String key = KEY.split(" ")[1];
        for (String line : List.of(
                "", "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-ed25519 not/base64=x", "ssh-dss " + key, "ssh-rsa " + key,
                "ssh-ed25519 ////" + key, "from=\"10.0.0.1\" " + KEY)) {
            refused("vestnik.accounts[0].sftp.public-keys[1]: must be a line as in a .pub file", sftp("a", "word", KEY, line));
        }
    }

    private static Account sftp(String id, String password, String... publicKeys) {
        Account.SftpLogin sftp = new Account.SftpLogin("files", password, List.of(publicKeys), "auto");
        return new Account(id, null, List.of(), null, sftp, null, List.of(), List.of(), null, null, zone(), Map.of(), Account.Times.DEFAULT, Map.of());
    }

    private static Account smpp(String password) {
        Account.SmppLogin smpp = new Account.SmppLogin("esme", password, null, 100, 4, MessageClass.SERVICE);
        return new Account("a", null, List.of(), null, null, smpp, List.of(), List.of(), null, null, zone(), Map.of(), Account.Times.DEFAULT, Map.of());
    }

    private static Accounts.Stored stored(Account... accounts) {
        return new Accounts.Stored(List.of(accounts), Set.of(), false);
    }

    private static Credential key(String owner, String key, Instant until) {
        return new Credential(owner, Door.REST, null, "{sha256}" + Secret.digest(key), until);
    }

    private static Credential password(String password, Instant until) {
        return new Credential("b", Door.SOAP, "bert", "{bcrypt}" + BCrypt.hashpw(password, BCrypt.gensalt(4)), until);
    }

    private static Account keyless(String id) {
        return new Account(id, null, List.of(), null, null, null, List.of(), List.of(), null, null, zone(), Map.of(), Account.Times.DEFAULT, Map.of());
    }

    private static Clock clock(AtomicReference<Instant> now) {
        return new Clock() {
            @Override
            public Instant instant() {
                return now.get();
            }

            @Override
            public ZoneId getZone() {
                return ZoneId.of("UTC");
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    @Test
    void neverShowsASecret() {
        assertThat(Secret.of("very-secret").toString()).doesNotContain("very-secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Accounts(List.of(callback("whsec_very-secret")), Clock.systemUTC()))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("very-secret"));
    }

    private static void refused(String fault, Account... accounts) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Accounts(List.of(accounts), Clock.systemUTC()))
                .withMessageContaining(fault);
    }

    private static Account account(String id, String key) {
        return new Account(id, null, List.of(key), null, null, null, List.of(), List.of(), null, null, zone(), Map.of(), Account.Times.DEFAULT, Map.of());
    }

    private static Account login(String id, String user, String password) {
        Account.Login soap = new Account.Login(user, password);
        return new Account(id, null, List.of(), soap, null, null, List.of(), List.of(), null, null, zone(), Map.of(), Account.Times.DEFAULT, Map.of());
    }

    private static Account callback(String secret) {
        Account.Callback callback = new Account.Callback(URI.create("https://crm.example/hook"), secret);
        return new Account("a", null, List.of(), null, null, null, List.of(), List.of(), callback, null, zone(), Map.of(), Account.Times.DEFAULT, Map.of());
    }

    private static ZoneId zone() {
        return ZoneId.of("Europe/Moscow");
    }
}
