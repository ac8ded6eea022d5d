package io.vestnik.platform.routes;

import io.vestnik.channel.http.HttpApis;
import io.vestnik.platform.StartRefused;
import io.vestnik.platform.web.Doors;
import io.vestnik.route.Fault;
import io.vestnik.route.RoutesInForce;
import io.vestnik.settings.VestnikSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The routes that run, file by file: brought up to date with what was saved, as far as that can run. */
@Component
class LiveRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);

    private final Rehearsal rehearsal;
    private final Editions editions;
    private final HttpApis apis;
    private final Doors doors;
    private final RouteReport report;
    private final List<LoadedUnit> loaded = new ArrayList<>();
    private Map<String, RouteFile> inForce = new LinkedHashMap<>();
    private Map<String, List<Fault>> refused = Map.of();
    /** Well rehearsed, and the running context did not take them: not tried again until they are saved again. */
    private final Map<String, Unfit> unfit = new HashMap<>();
    /** Null: none. */
    private SlowChange slow;
    private List<String> lacking = List.of();
    private CamelContext camel;

    private record Unfit(RouteFile file, Fault fault) {}

    LiveRoutes(
            ConfigurableListableBeanFactory beans,
            Environment environment,
            VestnikSettings settings,
            HttpApis apis,
            Doors doors,
            RoutesInForce routesInForce,
            Clock clock) {
        this.rehearsal = new Rehearsal(beans, environment, new ProviderNeeds(settings.channels()));
        this.editions = new Editions(rehearsal);
        this.apis = apis;
        this.doors = doors;
        this.report = new RouteReport(routesInForce, clock);
    }

    /** Before the context starts: all of them, or no start. */
    synchronized void begin(CamelContext context, List<RouteFile> files) throws Exception {
        refuseStart("Route files are wrong:\n", rehearsal.routeFaults(files).stream().map(Fault::toString).toList());
        refuseStart("", rehearsal.unmetNeeds(files).stream().map(Fault::reason).toList());
        camel = context;
        warnOfLacking(files);
        apis.publish(Description.in(files)); // before the routes that speak them
        UnitLoader loader = new UnitLoader(context);
        for (RouteUnit unit : units(files)) {
            loaded.add(loader.load(unit));
        }
        files.forEach(file -> inForce.put(file.name(), file));
    }

    private static void refuseStart(String head, List<String> faults) {
        if (!faults.isEmpty()) {
            throw new StartRefused(head + String.join("\n", faults));
        }
    }

    /** Tells what runs; once it does. */
    synchronized void publish() {
        report.publish(camel, inForce, loaded, refused);
    }

    /**
     * Whatever of these can run does when this returns; what can't is told.
     *
     * @return false: files whose routes wait for a provider are not in force yet, and it must be called again
     */
    synchronized boolean offer(Collection<RouteFile> saved) {
        if (slow != null && slow.isFor(saved) && !slow.isOver()) {
            return false;
        }
        unfit.values().removeIf(fault -> saved.stream().noneMatch(fault.file::sameAs));
        Editions.Edition edition = editions.of(inForce, saved, unfit.values().stream().map(Unfit::fault).toList());
        SlowChange before = slow;
        slow = null;
        if (before == null || !before.isFor(saved)) {
            resume(before);
            before = null;
            slow = SlowChange.of(camel, saved, diff(edition.files().values()));
        }
        if (slow != null) {
            edition = slow.without(inForce, edition, files -> diff(files).out());
            if (!rehearsal.faults(edition.inOrder()).isEmpty()) {
                told(edition.refused());
                return false; // what is not slow goes with what is
            }
        }
        try {
            apply(edition, before == null ? SlowChange.PATIENCE : Duration.ZERO);
        } finally {
            resume(before);
        }
        return slow == null;
    }

    private void apply(Editions.Edition edition, Duration patience) {
        while (!edition.changed().isEmpty() && !applied(edition, patience)) {
            // what the running context would not take is refused as well; the rest is tried without it
        }
        inForce = new LinkedHashMap<>(edition.files());
        apis.publish(Description.in(inForce.values()));
        warnOfLacking(edition.files().values());
        told(edition.refused());
    }

    /** Each once, until it is there again: a folder of an older version lacks parts of the hub. */
    private void warnOfLacking(Collection<RouteFile> files) {
        List<String> now = RouteFiles.lacking(files);
        now.stream().filter(name -> !lacking.contains(name)).forEach(name ->
                LOG.warn("{} is packed with this version and not in the routes folder: what it does is not done", name));
        lacking = now;
    }

    private static void resume(SlowChange change) {
        if (change != null) {
            change.undo();
        }
    }

    private UnitDiff diff(Collection<RouteFile> files) {
        return UnitDiff.of(loaded, units(files));
    }

    private boolean applied(Editions.Edition edition, Duration patience) {
        UnitDiff diff = diff(edition.files().values());
        publishBoth(edition.files());
        try {
            new UnitSwap(camel, doors).apply(diff, patience, loaded);
            LOG.info("routes changed: {} ({} routes stopped, {} run now)", edition.changed(), count(diff.out()), count(loaded));
            return true;
        } catch (UnitSwap.Refused e) {
            Map<String, RouteFile> tried = Map.copyOf(edition.files());
            for (Fault fault : edition.refuse(List.of(Reason.of(e.unit(), 0, e.getCause())))) {
                if (tried.containsKey(fault.file())) {
                    unfit.put(fault.file(), new Unfit(tried.get(fault.file()), fault));
                }
            }
            return false;
        }
    }

    /** For the routes that go, as long as they run, and for those that come. */
    private void publishBoth(Map<String, RouteFile> coming) {
        Map<String, RouteFile> both = new LinkedHashMap<>(inForce);
        both.putAll(coming);
        apis.publish(Description.in(both.values()));
    }

    /** Nothing of what is there can be taken; all that runs goes on. */
    synchronized void refuse(Fault whole) {
        resume(slow);
        slow = null;
        told(Map.of(whole.file(), List.of(whole)));
    }

    private void told(Map<String, List<Fault>> now) {
        now.forEach((name, faults) -> {
            if (!faults.equals(refused.get(name))) {
                LOG.error("routes refused, what ran goes on: {}",
                        faults.stream().map(Fault::toString).collect(Collectors.joining("; ")));
            }
        });
        refused = now;
        publish();
    }

    private static int count(List<LoadedUnit> units) {
        return units.stream().mapToInt(unit -> unit.routes().size()).sum();
    }

    /** In the order of loading. */
    private static List<RouteUnit> units(Collection<RouteFile> files) {
        List<RouteUnit> units = new ArrayList<>();
        for (RouteFile file : files) {
            try {
                units.addAll(file.units());
            } catch (Unreadable e) {
                throw new IllegalStateException(e); // it was rehearsed
            }
        }
        units.sort(Comparator.comparing(RouteUnit::rank));
        return units;
    }
}
