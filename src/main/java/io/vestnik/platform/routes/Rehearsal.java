package io.vestnik.platform.routes;

import io.vestnik.route.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.rest.RestDefinition;
import org.apache.camel.spi.ProcessorFactory;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.PatternHelper;
import org.apache.camel.support.PluginHelper;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * Builds all routes of a set of files in a context of its own that never starts: nothing is bound, connected or sent. What Camel
 * would refuse at the start is found here, with its line; also what Camel lets pass and would not work.
 */
final class Rehearsal {

    private static final String EGRESS = "jms-batch:vestnik.egress.";

    private final ConfigurableListableBeanFactory beans;
    private final Environment settings;
    private final ProviderNeeds needs;

    Rehearsal(ConfigurableListableBeanFactory beans, Environment settings, ProviderNeeds needs) {
        this.beans = beans;
        this.settings = settings;
        this.needs = needs;
    }

    /** Of the files in themselves, and against the settings. */
    List<Fault> faults(List<RouteFile> files) {
        List<Fault> faults = new ArrayList<>(routeFaults(files));
        faults.addAll(unmetNeeds(files));
        return faults;
    }

    /** What providers' settings lack; the reason names the setting, and the file that asks for it. */
    List<Fault> unmetNeeds(List<RouteFile> files) {
        return needs.unmet(files);
    }

    /** @param files where two have the same route id or the same channel, the later one is at fault */
    List<Fault> routeFaults(List<RouteFile> files) {
        Set<Fault> faults = new LinkedHashSet<>();
        List<RouteUnit> units = new ArrayList<>();
        for (RouteFile file : files) {
            try {
                units.addAll(file.units());
            } catch (Unreadable e) {
                faults.addAll(e.faults());
            }
        }
        new Run(units, faults).run();
        return List.copyOf(faults);
    }

    private final class Run {

        private final List<RouteUnit> units;
        private final Set<Fault> faults;
        private final DefaultCamelContext scratch = new DefaultCamelContext(new StandIns(beans));
        private final UnitLoader loader = new UnitLoader(scratch);
        private final StepWatch steps;
        private final Map<String, RouteUnit> owners = new HashMap<>();
        private final Map<String, RouteUnit> channels = new HashMap<>();

        Run(List<RouteUnit> units, Set<Fault> faults) {
            this.units = units;
            this.faults = faults;
            scratch.getPropertiesComponent().addPropertiesSource(new Settings(settings));
            scratch.addLifecycleStrategy(new ConfiguredComponents(scratch, settings));
            steps = new StepWatch(PluginHelper.getProcessorFactory(scratch));
            scratch.getCamelContextExtension().addContextPlugin(ProcessorFactory.class, steps);
        }

        void run() {
            List<LoadedUnit> loaded = new ArrayList<>();
            units.stream().sorted(Comparator.comparing(unit -> !unit.isShared())).forEach(unit -> {
                try {
                    loaded.add(loader.load(unit));
                } catch (Exception | LinkageError e) {
                    faults.add(Reason.of(unit, 0, e));
                }
            });
            loaded.sort(Comparator.comparing(unit -> units.indexOf(unit.unit())));
            loaded.forEach(this::build);
            loaded.forEach(this::checkOperations);
        }

        private void checkOperations(LoadedUnit loaded) {
            for (RestDefinition rest : loaded.rests()) {
                try {
                    if (rest.getOpenApi() != null) {
                        RouteUnit unit = loaded.unit();
                        Operations.withoutRoute(scratch, rest.getOpenApi(), scratch.getRouteDefinitions())
                                .forEach(id -> faults.add(new Fault(unit.file().name(), Reason.find(unit, 0, "openApi"),
                                        "the operation " + id + " has no route from direct:" + id)));
                    }
                } catch (Exception | LinkageError e) {
                    faults.add(Reason.of(loaded.unit(), 0, e)); // no such contract
                }
            }
        }

        private void build(LoadedUnit loaded) {
            RouteUnit unit = loaded.unit();
            checkConfigurations(unit);
            for (RouteDefinition route : loaded.routes()) {
                if (speaksForAnother(unit, route)) {
                    continue;
                }
                RouteUnit owner = owners.putIfAbsent(route.getRouteId(), unit);
                if (owner != null) {
                    int line = owner == unit ? lastLineOf(unit, route.getRouteId()) : Reason.find(unit, 0, route.getRouteId());
                    faults.add(new Fault(unit.file().name(), line, "the route id " + route.getRouteId() + " is taken by "
                            + owner.file().name() + ":" + Reason.find(owner, 0, route.getRouteId())));
                    continue;
                }
                try {
                    steps.begin(route);
                    scratch.startRouteDefinitions(List.of(route)); // in a context that does not run, this builds them and no more
                } catch (Exception | LinkageError e) {
                    faults.add(fault(unit, e));
                }
            }
        }

        /** Two routes of one channel would share its messages by chance. */
        private boolean speaksForAnother(RouteUnit unit, RouteDefinition route) {
            String channel = channel(route);
            RouteUnit first = channel == null ? null : channels.putIfAbsent(channel, unit);
            if (first != null) {
                faults.add(new Fault(unit.file().name(), Reason.find(unit, 0, channel), "the channel " + channel
                        + " has its route in " + first.file().name() + ":" + Reason.find(first, 0, channel)));
            }
            return first != null;
        }

        /** Null: it takes from something else. */
        private static String channel(RouteDefinition route) {
            String uri = String.valueOf(route.getInput().getEndpointUri());
            Object parameter = route.getTemplateParameters() == null ? null : route.getTemplateParameters().get("channel");
            return uri.startsWith(EGRESS) ? uri.substring(EGRESS.length()).replace("{{channel}}", String.valueOf(parameter)) : null;
        }

        /** A step of a template is at fault where the template stands. */
        private Fault fault(RouteUnit unit, Throwable e) {
            String location = steps.location();
            for (RouteUnit other : units) {
                if (other.file().location().equals(location) && steps.line() >= other.first() && steps.line() <= other.last()) {
                    return Reason.of(other, steps.line(), e);
                }
            }
            return Reason.of(unit, 0, e);
        }

        private void checkConfigurations(RouteUnit unit) {
            for (String id : unit.configurationRefs()) {
                boolean known = id.contains("{{") || scratch.getRouteConfigurationDefinitions().stream()
                        .anyMatch(configuration -> PatternHelper.matchPattern(configuration.getId(), id));
                if (!known) {
                    faults.add(new Fault(unit.file().name(), Reason.find(unit, 0, id), "there is no routeConfiguration " + id));
                }
            }
        }

        private static int lastLineOf(RouteUnit unit, String id) {
            int line = unit.first();
            for (int next = Reason.find(unit, line, id); next > line; next = Reason.find(unit, next + 1, id)) {
                line = next;
            }
            return line;
        }
    }

    /** The hub's settings, for <code>{{…}}</code>. */
    private record Settings(Environment environment) implements PropertiesSource {

        @Override
        public String getName() {
            return "settings";
        }

        @Override
        public String getProperty(String name) {
            return environment.getProperty(name);
        }
    }
}
