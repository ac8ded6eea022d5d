package io.vestnik.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.account.Credential;
import io.vestnik.account.Door;
import io.vestnik.audit.Actor;
import io.vestnik.audit.AuditLog;
import io.vestnik.form.Characters;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.crypto.bcrypt.BCrypt;
import org.springframework.stereotype.Component;

/** User and password of an account at the doors that know users: one login a door, two passwords while it is changed. */
@Component
public class LoginRegister {

    private static final int LONGEST_BCRYPT = 72; // bytes: it reads no further

    private final Registry registry;
    private final AccountRegister register;
    private final CredentialRows rows;
    private final Keys keys;
    private final Accounts accounts;
    private final AuditLog audit;
    private final Clock clock;

    LoginRegister(
            Registry registry,
            AccountRegister register,
            CredentialRows rows,
            Keys keys,
            Accounts accounts,
            AuditLog audit,
            Clock clock) {
        this.registry = registry;
        this.register = register;
        this.rows = rows;
        this.keys = keys;
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
    }

    private record Request(String user, String password, Instant oldUntil) {}

    /**
     * Gives the account a login at the door, in place of the one that it had there.
     *
     * @param request {@code {user, password, oldUntil}}: without a password one is made; the old login works until then
     * @return the password if it was made here, shown once; null: the caller has it
     */
    public String put(String id, String doorName, JsonNode request, Actor actor) {
        Door door = door(doorName);
        Request read = read(door, request);
        String made = read.password == null ? keys.text(door == Door.SMPP ? 6 : 24) : null; // bytes; SMPP's 8 characters hold 6
        String hash = BCrypt.hashpw(made == null ? read.password : made, BCrypt.gensalt(10));
        registry.change(() -> {
            register.refuseConfigured(id);
            register.requireOpen(id);
            Faults faults = new Faults();
            String owner = accounts.loginOwner(door, read.user).map(Account::id).orElse(id);
            if (!owner.equals(id)) {
                faults.unprocessable("/user", "is another account's");
            }
            faults.throwIfAny();
            int before = rows.closeLogins(id, door, read.oldUntil);
            Credential credential = new Credential(id, door, read.user, "{bcrypt}" + hash, null);
            String credentialId = UlidCreator.getMonotonicUlid().toString();
            rows.insert(credentialId, Holder.ACCOUNT, credential, null, null, actor.operator());
            Map<String, Object> change = new LinkedHashMap<>();
            change.put("id", credentialId);
            change.put("door", doorName);
            change.put("user", read.user);
            if (read.oldUntil != null) {
                change.put("oldUntil", read.oldUntil.toString());
            }
            audit.record(actor, "account.login.put", "account:" + id, change, before == 0 ? "created" : "replaced");
            return before;
        });
        return made;
    }

    /** Shuts the door to the account. */
    public void close(String id, String doorName, Actor actor) {
        Door door = door(doorName);
        registry.change(() -> {
            int closed = rows.closeLogins(id, door, null);
            if (closed == 0) {
                throw new Unknown("login of this account");
            }
            audit.record(actor, "account.login.close", "account:" + id, Map.of("door", doorName), "closed");
            return closed;
        });
    }

    private static Door door(String name) {
        return Door.of(name).filter(door -> door != Door.REST).orElseThrow(() -> new Unknown("door: soap, sftp or smpp"));
    }

    private Request read(Door door, JsonNode json) {
        Faults faults = new Faults();
        Characters.check(json, "", faults);
        Fields fields = Fields.of(json, "", faults);
        fields.require("user");
        int longest = door == Door.SMPP ? 15 : 64;
        String user = fields.text("user", 1, longest);
        if (user != null && !user.matches("[A-Za-z0-9][A-Za-z0-9._@-]*")) {
            faults.malformed("/user", "must have letters, digits, . _ @ -, and begin with a letter or digit");
        }
        String password = door == Door.SMPP ? fields.text("password", 6, 8) : fields.text("password", 12, LONGEST_BCRYPT);
        if (password != null && password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BCRYPT) {
            faults.malformed("/password", "must have at most " + LONGEST_BCRYPT + " bytes");
        }
        Instant oldUntil = Keys.future(fields, "oldUntil", clock.instant(), faults);
        fields.refuseOthers();
        faults.throwIfAny();
        return new Request(user, password, oldUntil);
    }
}
