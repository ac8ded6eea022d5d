package io.vestnik.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.account.Credential;
import io.vestnik.account.Door;
import io.vestnik.account.Secret;
import io.vestnik.audit.Actor;
import io.vestnik.audit.AuditLog;
import io.vestnik.form.Characters;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Keys of accounts and of operators; several at once, so that they can be changed without a gap. In a running change. */
@Component
class Keys {

    private static final int MOST = 5;
    private static final int BYTES = 32;
    private static final int PREFIX = 8;

    private final CredentialRows rows;
    private final AuditLog audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Keys(CredentialRows rows, AuditLog audit, Clock clock) {
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
    }

    record Request(String label, Instant expiresAt) {}

    Request read(JsonNode json) {
        Faults faults = new Faults();
        Characters.check(json, "", faults);
        Fields fields = Fields.of(json, "", faults);
        String label = fields.text("label", 1, 64);
        Instant expiresAt = future(fields, "expiresAt", clock.instant(), faults);
        fields.refuseOthers();
        faults.throwIfAny();
        return new Request(label, expiresAt);
    }

    static Instant future(Fields fields, String name, Instant now, Faults faults) {
        Instant time = fields.time(name);
        if (time != null && !time.isAfter(now)) {
            faults.unprocessable(fields.pointer(name), "must be in the future");
        }
        return time;
    }

    /** @throws Conflict when the owner has as many as it may */
    NewKey create(Holder holder, String owner, Request request, Actor actor) {
        if (rows.liveKeys(holder, owner) >= MOST) {
            throw new Conflict("There are " + MOST + " open keys, the most: close one first");
        }
        String id = UlidCreator.getMonotonicUlid().toString();
        String key = holder.mark + text(BYTES);
        String prefix = key.substring(0, PREFIX);
        Credential credential =
                new Credential(owner, Door.REST, null, "{sha256}" + Secret.digest(key), request.expiresAt);
        rows.insert(id, holder, credential, request.label, prefix, actor.operator());
        Map<String, Object> change = new HashMap<>();
        change.put("id", id);
        change.put("prefix", prefix);
        if (request.label != null) {
            change.put("label", request.label);
        }
        if (request.expiresAt != null) {
            change.put("expiresAt", request.expiresAt.toString());
        }
        audit.record(actor, holder + ".key.create", holder + ":" + owner, change, "created");
        return new NewKey(id, key, request.label, prefix, request.expiresAt);
    }

    /** @throws Unknown when the owner has no such open key */
    void close(Holder holder, String owner, String id, Actor actor) {
        if (!rows.closeKey(holder, owner, id)) {
            throw new Unknown("open key of this " + holder);
        }
        audit.record(actor, holder + ".key.close", holder + ":" + owner, Map.of("id", id), "closed");
    }

    /** Random, of URL-safe Base64. */
    String text(int bytes) {
        byte[] secret = new byte[bytes];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}
