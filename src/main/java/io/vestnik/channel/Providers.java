package io.vestnik.channel;

import io.vestnik.node.Node;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Who sends what on each channel, and when there is room to send. A channel without a provider has the sandbox carrier. */
@Component("providers")
public final class Providers {

    private final Map<String, ProviderPool> pools = new ConcurrentHashMap<>();
    private final Map<String, List<ProviderSettings>> configured;
    private final IntSupplier liveNodes;
    private final LongSupplier nanoTime;

    @Autowired
    public Providers(VestnikSettings settings, Node node) {
        this(
                settings.channels().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, channel -> channel.getValue().providers())),
                node::live);
    }

    /**
     * @param configured by channel
     * @param liveNodes among which a provider's rate is divided
     */
    public Providers(Map<String, List<ProviderSettings>> configured, IntSupplier liveNodes) {
        this(configured, liveNodes, System::nanoTime);
    }

    Providers(Map<String, List<ProviderSettings>> configured, IntSupplier liveNodes, LongSupplier nanoTime) {
        this.configured = configured;
        this.liveNodes = liveNodes;
        this.nanoTime = nanoTime;
    }

    /** No provider is configured: the built-in carrier serves the channel. */
    public boolean sandboxed(String channel) {
        return pool(channel).sandboxed();
    }

    /** At least one: the sandbox where none is configured. */
    public List<Provider> of(String channel) {
        return pool(channel).providers();
    }

    /**
     * Waits until a usable provider of the channel has room, and takes it.
     *
     * @param express the authorization lane: slots and tokens of its own, and never behind bulk
     * @param wanted over 0
     * @return 1 to {@code wanted} slots of one provider, chosen by share
     */
    public Reservation reserve(String channel, boolean express, int wanted) throws InterruptedException {
        return pool(channel).reserve(express, wanted);
    }

    /** At the end of the hub, before its routes stop: what waits for a carrier goes back to its queue. */
    @EventListener
    void stop(ContextClosedEvent event) {
        if (event.getApplicationContext().getParent() == null) { // a SOAP route that is reloaded closes a context of its own
            stop();
        }
    }

    void stop() {
        pools.values().forEach(ProviderPool::stop);
    }

    ProviderPool pool(String channel) {
        return pools.computeIfAbsent(channel, name ->
                new ProviderPool(name, configured.getOrDefault(name, List.of()), liveNodes, nanoTime));
    }
}
