package io.vestnik.platform.routes;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.DefaultPlatformHttpConsumer;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.NodeIdFactory;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Loads units into a context, and takes them out again, whatever each of them became there. */
final class UnitLoader {

    /** For what hangs; longer than a consumer of a queue takes to give its batch back. */
    private static final int STOP_SECONDS = 8;
    /** Its consumer would stop when its queue is empty; what is in there waits for the next one as well. */
    private static final int STOP_SEDA_SECONDS = 2;
    /** With no batch in hand it would wait for what it has tapped off, which another route does. */
    private static final int STOP_TAPPED_SECONDS = 2;
    /** What still slips in between its suspension and its stop may wait for a provider. */
    private static final int STOP_IDLE_SECONDS = 28;

    private final CamelContext camel;
    private final Model model;

    UnitLoader(CamelContext camel) {
        this.camel = camel;
        this.model = camel.getCamelContextExtension().getContextPlugin(Model.class);
    }

    /** Whole or not at all; in a context that runs, its routes run when this returns. */
    LoadedUnit load(RouteUnit unit) throws Exception {
        Set<Object> known = Collections.newSetFromMap(new IdentityHashMap<>());
        known.addAll(model.getRouteDefinitions());
        known.addAll(model.getRouteTemplateDefinitions());
        known.addAll(model.getRouteConfigurationDefinitions());
        known.addAll(model.getRestDefinitions());
        try {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.fromBytes(unit.location(), unit.text().getBytes(StandardCharsets.UTF_8)));
            return loaded(unit, known);
        } catch (Exception | LinkageError e) { // a jar in lib/ without one that it needs
            remove(loaded(unit, known));
            throw e;
        }
    }

    private LoadedUnit loaded(RouteUnit unit, Set<Object> known) {
        NodeIdFactory ids = camel.getCamelContextExtension().getContextPlugin(NodeIdFactory.class);
        List<RouteDefinition> routes = others(model.getRouteDefinitions(), known);
        routes.forEach(route -> route.idOrCreate(ids));
        return new LoadedUnit(
                unit,
                routes,
                others(model.getRouteTemplateDefinitions(), known),
                others(model.getRouteConfigurationDefinitions(), known),
                others(model.getRestDefinitions(), known));
    }

    private static <T> List<T> others(List<T> definitions, Set<Object> known) {
        return definitions.stream().filter(definition -> !known.contains(definition)).toList();
    }

    void remove(LoadedUnit loaded) throws Exception {
        for (RouteDefinition route : loaded.routes()) {
            camel.getRouteController().stopRoute(route.getRouteId(), stopSeconds(route), TimeUnit.SECONDS);
            camel.removeRoute(route.getRouteId());
            model.getRouteDefinitions().remove(route);
        }
        loaded.templates().forEach(model.getRouteTemplateDefinitions()::remove);
        loaded.configurations().forEach(model.getRouteConfigurationDefinitions()::remove);
        loaded.rests().forEach(model.getRestDefinitions()::remove);
        if (!loaded.rests().isEmpty()) {
            closePaths();
        }
    }

    /** A rest by its contract leaves its path to a consumer of no route, which would wait for routes that are gone. */
    private void closePaths() {
        PlatformHttpComponent http = (PlatformHttpComponent) camel.hasComponent("platform-http");
        if (http == null) {
            return;
        }
        Set<Object> serving = Collections.newSetFromMap(new IdentityHashMap<>());
        camel.getRoutes().forEach(route -> {
            if (route.getConsumer() instanceof DefaultPlatformHttpConsumer consumer) {
                serving.add(consumer.getPlatformHttpConsumer());
            }
        });
        List.copyOf(http.getHttpEndpoints()).stream()
                .filter(path -> !serving.contains(path.getConsumer()))
                .forEach(path -> http.removeHttpEndpoint(path.getUri()));
    }

    /** It was drained before, so what is busy now has had its time. */
    private int stopSeconds(RouteDefinition route) {
        String uri = String.valueOf(route.getEndpointUrl());
        if (uri.startsWith("seda:")) {
            return STOP_SEDA_SECONDS;
        }
        if (uri.startsWith("timer:") || camel.getInflightRepository().size(route.getRouteId()) > 0) {
            return STOP_SECONDS;
        }
        return uri.startsWith("jms-batch:") ? STOP_TAPPED_SECONDS : STOP_IDLE_SECONDS;
    }
}
