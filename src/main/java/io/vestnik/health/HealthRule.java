package io.vestnik.health;

import io.vestnik.settings.HealthSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a provider's health makes of its share: a sick one loses 10 points at a time while another of its channel is well, and has
 * them back little by little. All sick: then it is the network, or the recipients, and nothing is gained by moving.
 */
final class HealthRule {

    static final int STEP = 10;
    static final Duration NEXT_LOSS = Duration.ofMinutes(3);
    static final Duration HEALED = Duration.ofMinutes(10);
    /** Fewer say nothing of a provider. */
    static final int ENOUGH = 20;
    /** The minute that runs, and the one before. */
    static final Duration JUST_NOW = Duration.ofMinutes(1);

    private final HealthSettings limits;

    HealthRule(HealthSettings limits) {
        this.limits = limits;
    }

    /**
     * Of one channel.
     *
     * @return new weights by provider; those that stay are missing
     */
    Map<String, Weight> judge(List<Seen> providers, Instant now) {
        Map<String, Weight> changed = new LinkedHashMap<>();
        for (Seen provider : providers) {
            String sickness = sickness(provider, now);
            boolean mayLose = sickness != null && provider.weight().percent() > 0 && since(provider, NEXT_LOSS, now);
            if (mayLose && providers.stream().anyMatch(other -> other != provider && isWell(other, now))) {
                changed.put(provider.provider(), new Weight(Math.max(0, provider.weight().percent() - STEP), sickness, now));
            } else if (sickness == null && !provider.weight().isWhole() && since(provider, HEALED, now) && isHealed(provider, now)) {
                int more = Math.min(100, provider.weight().percent() + STEP);
                changed.put(provider.provider(), new Weight(more, provider.weight().reason(), now));
            }
        }
        return changed;
    }

    private boolean isWell(Seen provider, Instant now) {
        return provider.serves() && sickness(provider, now) == null;
    }

    /** Null: it shows none. */
    private String sickness(Seen provider, Instant now) {
        if (provider.mostErrors(JUST_NOW, now) > limits.errors()) {
            return Weight.ERRORS;
        }
        Seen.Sum settled = provider.settled(limits.slow(), now);
        boolean slow = provider.tells() && settled.sent() >= ENOUGH && settled.lateShare() >= limits.slowShare();
        return slow ? Weight.SLOW : null;
    }

    /** Also of what is too little to accuse it: a trickle that is not heard of heals nobody. */
    private boolean isHealed(Seen provider, Instant now) {
        boolean heard = provider.settled(limits.slow(), now).lateShare() < limits.slowShare();
        boolean counts = provider.tells() || provider.weight().reason().equals(Weight.SLOW);
        return provider.mostErrors(HEALED, now) <= limits.errors() && (heard || !counts);
    }

    private static boolean since(Seen provider, Duration time, Instant now) {
        return !provider.weight().changedAt().plus(time).isAfter(now);
    }
}
