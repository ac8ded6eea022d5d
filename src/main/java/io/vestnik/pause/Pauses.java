package io.vestnik.pause;

import io.vestnik.channel.Providers;
import io.vestnik.ledger.Refusals;
import jakarta.annotation.PostConstruct;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What is paused, as this node last read it: at the start, after each change of its own, and once a second. */
@Component("pauses")
public class Pauses {

    private final PauseRows rows;
    private final Providers providers;
    private final Refusals refusals;
    private volatile List<Pause> known = List.of();

    Pauses(PauseRows rows, Providers providers, Refusals refusals) {
        this.rows = rows;
        this.providers = providers;
        this.refusals = refusals;
    }

    /** One at a time, so that an older reading never comes last. */
    @PostConstruct
    public synchronized void refresh() {
        known = rows.all();
        Set<String> paused = known.stream()
                .filter(pause -> pause.kind() == Pausable.PROVIDER && !pause.resumed())
                .map(Pause::name)
                .collect(Collectors.toSet());
        providers.pause(paused);
    }

    /** Whether a message of the account must not go out on the channel. */
    public boolean holds(String account, String channel) {
        return holds(known, account, channel);
    }

    /** Empty: it runs. */
    public Optional<Pause> of(Pausable kind, String name) {
        return known.stream()
                .filter(pause -> pause.kind() == kind && pause.name().equals(name) && !pause.resumed())
                .findFirst();
    }

    /** Something was resumed, and may have left deliveries that wait. */
    public boolean anyResumed() {
        return known.stream().anyMatch(Pause::resumed);
    }

    /** Puts queued deliveries of paused accounts and channels off until they are resumed. */
    public void hold(Collection<String> deliveryIds) {
        boolean all = refusals.hold(deliveryIds, () -> {
            List<Pause> standing = rows.standing();
            return (account, channel) -> holds(standing, account, channel);
        });
        if (!all) {
            refresh(); // another node has resumed some: they must not come here again
        }
    }

    private static boolean holds(List<Pause> pauses, String account, String channel) {
        return pauses.stream().anyMatch(pause -> !pause.resumed() && switch (pause.kind()) {
            case ACCOUNT -> pause.name().equals(account);
            case CHANNEL -> pause.name().equals(channel);
            case PROVIDER -> false;
        });
    }
}
