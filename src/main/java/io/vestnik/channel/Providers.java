package io.vestnik.channel;

import io.vestnik.alert.Alerts;
import io.vestnik.node.Node;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Alerts alerts;
    private volatile Set<String> paused = Set.of();

    @Autowired
    public Providers(VestnikSettings settings, Node node, Alerts alerts) {
        this(
                settings.channels().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, channel -> channel.getValue().providers())),
                node::live,
                System::nanoTime,
                alerts);
        configured.keySet().forEach(this::pool); // seen from the start, also where nothing is sent yet
    }

    /**
     * @param configured by channel
     * @param liveNodes among which a provider's rate is divided
     */
    public Providers(Map<String, List<ProviderSettings>> configured, IntSupplier liveNodes) {
        this(configured, liveNodes, System::nanoTime, new Alerts(alert -> {}, Clock.systemUTC()));
    }

    Providers(
            Map<String, List<ProviderSettings>> configured, IntSupplier liveNodes, LongSupplier nanoTime, Alerts alerts) {
        this.configured = configured;
        this.liveNodes = liveNodes;
        this.nanoTime = nanoTime;
        this.alerts = alerts;
    }

    /** No provider is configured: the built-in carrier serves the channel. */
    public boolean sandboxed(String channel) {
        return pool(channel).sandboxed();
    }

    /** At least one: the sandbox where none is configured. */
    public List<Provider> of(String channel) {
        return pool(channel).providers();
    }

    /** Those of all channels that are configured, or that something was sent on. */
    public List<Provider> all() {
        return pools.values().stream().flatMap(pool -> pool.providers().stream()).toList();
    }

    /** Empty: it is not configured any more. */
    public Optional<Provider> find(String channel, String name) {
        for (Provider provider : pool(channel).providers()) { // asked for every message
            if (provider.name().equals(name)) {
                return Optional.of(provider);
            }
        }
        return Optional.empty();
    }

    /** How the provider that a submission was claimed for is configured; null: the sandbox. */
    public ProviderSettings settings(Submission submission) {
        return pool(submission.channel()).named(submission.provider()).settings();
    }

    /**
     * Waits until a usable provider of the channel has room, and takes it.
     *
     * @param express the authorization lane: slots and tokens of its own, and never behind bulk
     * @param wanted over 0
     * @return 1 to {@code wanted} slots of one provider, chosen by share
     */
    public Reservation reserve(String channel, boolean express, int wanted) throws InterruptedException {
        return reserve(channel, express, wanted, Set.of());
    }

    /** @param avoid names of providers; theirs is the room only where no other one has any now */
    public Reservation reserve(String channel, boolean express, int wanted, Set<String> avoid) throws InterruptedException {
        return pool(channel).reserve(express, wanted, avoid);
    }

    /** Nothing is reserved of the providers with these names, on any channel; the others run. */
    public synchronized void pause(Set<String> names) {
        paused = Set.copyOf(names);
        pools.values().forEach(pool -> pool.pause(paused));
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
        ProviderPool known = pools.get(channel);
        return known != null ? known : newPool(channel);
    }

    /** Not beside a change of what is paused: one of the two would miss the other. */
    private synchronized ProviderPool newPool(String channel) {
        return pools.computeIfAbsent(channel, name -> {
            ProviderPool pool = new ProviderPool(name, configured.getOrDefault(name, List.of()), liveNodes, nanoTime, alerts);
            pool.pause(paused);
            return pool;
        });
    }
}
