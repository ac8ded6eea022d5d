package io.vestnik.operator;

import io.vestnik.account.Secret;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The operators of this hub, and what lets them in. */
public final class Operators {

    /** Of a hub without any configuration, which listens on loopback alone. */
    static final Operator DEMO = new Operator("demo", Role.OPERATOR, List.of("demo-operator-key"));

    private record Key(Secret secret, Operator operator) {}

    private final List<Key> keys = new ArrayList<>();

    /**
     * @param sandbox nothing is configured: a key that everybody knows lets in
     * @throws IllegalArgumentException naming the setting that is wrong
     */
    public Operators(List<Operator> configured, boolean sandbox) {
        List<Operator> operators = configured.isEmpty() && sandbox ? List.of(DEMO) : configured;
        Set<String> names = new HashSet<>();
        for (int i = 0; i < operators.size(); i++) {
            Operator operator = operators.get(i);
            String at = "vestnik.operators[" + i + "].";
            require(names.add(operator.name()), at + "name: is another operator's");
            require(!operator.keys().isEmpty(), at + "keys: is missing");
            for (int k = 0; k < operator.keys().size(); k++) {
                keys.add(new Key(secret(at + "keys[" + k + "]: ", operator.keys().get(k)), operator));
            }
        }
    }

    /** All keys are tried, so that the time taken tells nothing. */
    public Optional<Operator> byKey(String presented) {
        Operator found = null;
        for (Key key : keys) {
            if (presented != null && key.secret.matches(presented)) {
                found = key.operator;
            }
        }
        return Optional.ofNullable(found);
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
