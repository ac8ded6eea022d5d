package io.vestnik.platform.routes;

import java.util.List;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.rest.RestDefinition;

/** What a unit became in a Camel context. */
record LoadedUnit(
        RouteUnit unit,
        List<RouteDefinition> routes,
        List<RouteTemplateDefinition> templates,
        List<RouteConfigurationDefinition> configurations,
        List<RestDefinition> rests) {

    List<String> routeIds() {
        return routes.stream().map(RouteDefinition::getRouteId).toList();
    }
}
