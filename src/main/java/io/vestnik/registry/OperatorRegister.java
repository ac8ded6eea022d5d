package io.vestnik.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.audit.Actor;
import io.vestnik.audit.AuditLog;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.operator.Operator;
import io.vestnik.operator.Operators;
import io.vestnik.operator.Role;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Operators as operators see and change them. Those of the settings are changed there; only keys are added to them here. */
@Component
public class OperatorRegister {

    private final Registry registry;
    private final RegistryRows rows;
    private final CredentialRows credentials;
    private final Keys keys;
    private final Operators operators;
    private final AuditLog audit;

    OperatorRegister(
            Registry registry, RegistryRows rows, CredentialRows credentials, Keys keys, Operators operators, AuditLog audit) {
        this.registry = registry;
        this.rows = rows;
        this.credentials = credentials;
        this.keys = keys;
        this.operators = operators;
        this.audit = audit;
    }

    /** All, those of the settings first, without their keys. */
    public List<OperatorState> all() {
        return operators.all().stream().map(operator -> state(operator, null)).toList();
    }

    public Optional<OperatorState> find(String name) {
        return operators.find(name).map(operator -> state(operator, credentials.keys(Holder.OPERATOR, name)));
    }

    private OperatorState state(Operator operator, List<KeyState> keys) {
        String from = operators.isConfigured(operator.name())
                ? "settings"
                : operators.isSandbox(operator.name()) ? "sandbox" : "rest";
        return new OperatorState(operator.name(), operator.role().name().toLowerCase(Locale.ROOT), from, keys);
    }

    /**
     * Makes an operator, who has no key yet, or gives one another role.
     *
     * @return whether it is new
     */
    public boolean put(String name, JsonNode json, Actor actor) {
        Role role = read(name, json);
        return registry.change(() -> {
            refuseConfigured(name);
            Optional<Role> before = operators.find(name).map(Operator::role);
            if (before.isEmpty()) {
                credentials.closeAll(Holder.OPERATOR, name); // of an operator in the settings who was called so
            }
            rows.putOperator(name, role);
            String now = role.name().toLowerCase(Locale.ROOT);
            String result = before.isEmpty() ? "created" : before.get() == role ? "unchanged" : "replaced";
            audit.record(actor, "operator.put", "operator:" + name, Map.of("role", now), result);
            return before.isEmpty();
        });
    }

    /** Shuts the operator out; an operator who can change things must be left. */
    public void remove(String name, Actor actor) {
        registry.change(() -> {
            refuseConfigured(name);
            requireKnown(name);
            rows.closeOperator(name);
            credentials.closeAll(Holder.OPERATOR, name);
            audit.record(actor, "operator.remove", "operator:" + name, Map.of(), "removed");
            return name;
        });
    }

    /** @param request {@code {label, expiresAt}}, both optional */
    public NewKey createKey(String name, JsonNode request, Actor actor) {
        Keys.Request key = keys.read(request);
        return registry.change(() -> {
            requireKnown(name);
            return keys.create(Holder.OPERATOR, name, key, actor);
        });
    }

    public void closeKey(String name, String keyId, Actor actor) {
        registry.change(() -> {
            keys.close(Holder.OPERATOR, name, keyId, actor);
            return keyId;
        });
    }

    private void requireKnown(String name) {
        if (operators.find(name).isEmpty()) {
            throw new Unknown("operator");
        }
        refuseSandbox(name);
    }

    private void refuseConfigured(String name) {
        if (operators.isConfigured(name)) {
            throw new Conflict("The operator is in the hub's settings: change it there");
        }
        refuseSandbox(name);
    }

    private void refuseSandbox(String name) {
        if (operators.isSandbox(name)) {
            throw new Conflict("This is the sandbox's operator: make one of your own");
        }
    }

    private static Role read(String name, JsonNode json) {
        Faults faults = new Faults();
        if (!Operator.isName(name)) {
            faults.malformed("/name", Operator.NAME_RULE);
        }
        Fields fields = Fields.of(json, "", faults);
        fields.require("role");
        String role = fields.text("role", 1, 20);
        if (role != null && !role.equals("viewer") && !role.equals("operator")) {
            faults.malformed("/role", "must be viewer or operator");
        }
        fields.refuseOthers();
        faults.throwIfAny();
        return Role.valueOf(role.toUpperCase(Locale.ROOT));
    }
}
