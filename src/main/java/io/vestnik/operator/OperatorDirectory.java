package io.vestnik.operator;

import io.vestnik.account.Credential;
import io.vestnik.account.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operators as they were read once, and what lets them in. Does not change. */
final class OperatorDirectory {

    /** @param until null: no end */
    private record Key(Secret secret, Operator operator, Instant until) {}

    private final Map<String, Operator> byName = new LinkedHashMap<>();
    private final List<Key> keys = new ArrayList<>();

    /**
     * @param configured and the sandbox's
     * @throws IllegalArgumentException naming the setting that is wrong
     */
    OperatorDirectory(List<Operator> configured, List<Operator> stored, List<Credential> credentials) {
        for (int i = 0; i < configured.size(); i++) {
            Operator operator = configured.get(i);
            String at = "vestnik.operators[" + i + "].";
            require(byName.put(operator.name(), operator) == null, at + "name: is another operator's");
            require(!operator.keys().isEmpty(), at + "keys: is missing");
            for (int k = 0; k < operator.keys().size(); k++) {
                keys.add(new Key(secret(at + "keys[" + k + "]: ", operator.keys().get(k)), operator, null));
            }
        }
        stored.forEach(operator -> byName.putIfAbsent(operator.name(), operator));
        for (Credential credential : credentials) {
            Operator operator = byName.get(credential.owner());
            if (operator != null && operator != Operators.DEMO) {
                keys.add(new Key(Secret.of(credential.secret()), operator, credential.until()));
            }
        }
    }

    /** All keys are tried, so that the time taken tells nothing. */
    Optional<Operator> byKey(String presented, Instant now) {
        Operator found = null;
        for (Key key : keys) {
            boolean lives = key.until == null || now.isBefore(key.until);
            if (presented != null && key.secret.matches(presented) && lives) {
                found = key.operator;
            }
        }
        return Optional.ofNullable(found);
    }

    Optional<Operator> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    List<Operator> all() {
        return List.copyOf(byName.values());
    }

    /** Somebody may change things, and will tomorrow. */
    boolean isLasting() {
        return keys.stream().anyMatch(key -> key.operator.role() == Role.OPERATOR && key.until == null);
    }

    private static Secret secret(String at, String text) {
        try {
            return Secret.of(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(at + e.getMessage());
        }
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
