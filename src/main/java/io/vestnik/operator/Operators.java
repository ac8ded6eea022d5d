package io.vestnik.operator;

import io.vestnik.account.Credential;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The operators of this hub, and what lets them in: those of the settings, and those of the database as it was last read. */
public final class Operators {

    /** Of a hub without any configuration, which listens on loopback alone. */
    static final Operator DEMO = new Operator("demo", Role.OPERATOR, List.of("demo-operator-key"));

    private final List<Operator> configured;
    private final boolean sandbox;
    private final Clock clock;
    private volatile OperatorDirectory directory;

    /**
     * @param sandbox no account is configured, and only this machine can knock: without an operator, a key that everybody knows lets in until there is one of a lasting key
     * @throws IllegalArgumentException naming the setting that is wrong
     */
    public Operators(List<Operator> configured, boolean sandbox, Clock clock) {
        this.configured = List.copyOf(configured);
        this.sandbox = sandbox && configured.isEmpty();
        this.clock = clock;
        this.directory = directory(List.of(), List.of(), false);
    }

    /**
     * Takes over what the database holds now, all at once.
     *
     * @param owned an operator with a lasting key was there once: the sandbox's own is gone for good
     */
    public void replace(List<Operator> stored, List<Credential> keys, boolean owned) {
        directory = directory(stored, keys, owned);
    }

    /** Whether somebody who lets in operators would be left, were this what the database holds. */
    public boolean wouldLast(List<Operator> stored, List<Credential> keys, boolean owned) {
        return directory(stored, keys, owned).isLasting();
    }

    private OperatorDirectory directory(List<Operator> stored, List<Credential> keys, boolean owned) {
        return new OperatorDirectory(sandbox && !owned ? List.of(DEMO) : configured, stored, keys);
    }

    public Optional<Operator> byKey(String presented) {
        return directory.byKey(presented, clock.instant());
    }

    public Optional<Operator> find(String name) {
        return directory.find(name);
    }

    /** The settings' first. */
    public List<Operator> all() {
        return directory.all();
    }

    /** It is in the settings, and can't be changed without them. */
    public boolean isConfigured(String name) {
        return configured.stream().anyMatch(operator -> operator.name().equals(name));
    }

    /** It is the one that everybody knows. */
    public boolean isSandbox(String name) {
        return find(name).filter(operator -> operator == DEMO).isPresent();
    }
}
