package io.vestnik.platform.routes;

import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.rest.OpenApiDefinition;
import org.apache.camel.support.ResourceHelper;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The operations of a REST contract: each needs a route, which Camel looks for when it starts. */
final class Operations {

    private Operations() {}

    /** Those without a route; none where the rest does not insist on it. */
    static Set<String> withoutRoute(CamelContext camel, OpenApiDefinition contract, Collection<RouteDefinition> routes)
            throws Exception {
        Set<String> missing = new TreeSet<>();
        String policy = contract.getMissingOperation();
        if (policy == null || policy.equals("fail")) {
            missing.addAll(of(camel, contract.getSpecification()));
            routes.forEach(route -> missing.remove(route.getInput().getEndpointUri().replaceFirst("^direct:(//)?", "")));
        }
        return missing;
    }

    private static Set<String> of(CamelContext camel, String specification) throws Exception {
        Set<String> ids = new TreeSet<>();
        try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(camel, specification)) {
            Map<String, Object> contract = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            for (Object path : map(contract.get("paths")).values()) {
                for (Object operation : map(path).values()) {
                    if (map(operation).get("operationId") instanceof String id) {
                        ids.add(id);
                    }
                }
            }
        }
        return ids;
    }

    private static Map<?, ?> map(Object node) {
        return node instanceof Map<?, ?> map ? map : Map.of();
    }
}
