package io.vestnik.watch;

import io.vestnik.channel.Provider;
import io.vestnik.channel.ProviderCondition;
import io.vestnik.channel.Providers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** Down when a channel has no provider left that is bound and takes our messages. A pause of one that is busy is no fault. */
@Component
class ProvidersHealthIndicator extends AbstractHealthIndicator {

    private final Providers providers;

    ProvidersHealthIndicator(Providers providers) {
        this.providers = providers;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Map<String, List<Provider>> byChannel = providers.all().stream().collect(Collectors.groupingBy(Provider::channel));
        List<String> dead = byChannel.entrySet().stream()
                .filter(channel -> channel.getValue().stream().noneMatch(ProvidersHealthIndicator::serves))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        health.status(dead.isEmpty() ? "UP" : "DOWN").withDetail("withoutProvider", dead);
    }

    private static boolean serves(Provider provider) {
        ProviderCondition condition = provider.condition();
        return condition.sessions() > 0 && !condition.isCircuitOpen();
    }
}
