package io.vestnik.ingress.rest;

import io.vestnik.operator.Role;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the OpenAPI file lets in: the entrance asks it, so that contract and hub can't drift apart. */
@Component
class RestContract {

    static final String FILE = "/openapi/vestnik-v1.yaml";

    /**
     * @param queryNames the query parameters it knows
     * @param openQuery it takes others too, and judges them itself
     * @param contentTypes of its body; empty: it takes none
     * @param bodyOptional it may come without
     * @param mostBytes of its body
     * @param role an operator's call, and who may make it; null: an account's
     * @param personal its name, where its answer shows people; else null
     */
    record Operation(
            Set<String> queryNames, boolean openQuery, Set<String> contentTypes, boolean bodyOptional, long mostBytes, Role role,
            String personal) {}

    /**
     * @param template as the contract has it, with its base
     * @param operations by HTTP method, in alphabetical order
     */
    record Path(String template, Pattern pattern, Map<String, Operation> operations) {}

    private final Map<String, Object> shared;
    private final Map<String, Path> literal = new HashMap<>();
    private final List<Path> templated = new ArrayList<>();

    RestContract() throws IOException {
        try (InputStream file = RestContract.class.getResourceAsStream(FILE)) {
            Map<String, Object> contract = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            String base = (String) map(((List<?>) contract.get("servers")).get(0)).get("url");
            shared = map(map(contract.get("components")).get("parameters"));
            map(contract.get("paths")).forEach((path, operations) -> {
                String whole = base + path;
                Pattern pattern = Pattern.compile(Pattern.quote(whole).replaceAll("\\{\\w+}", "\\\\E[^/]+\\\\Q"));
                Path open = new Path(whole, pattern, operations(map(operations)));
                if (whole.contains("{")) {
                    templated.add(open);
                } else {
                    literal.put(whole, open);
                }
            });
        }
    }

    /** @param rawPath as it stands in the request line */
    Optional<Path> path(String rawPath) {
        Path known = literal.get(rawPath);
        return known != null
                ? Optional.of(known)
                : templated.stream().filter(path -> path.pattern.matcher(rawPath).matches()).findFirst();
    }

    private Map<String, Operation> operations(Map<String, Object> byMethod) {
        Map<String, Operation> operations = new TreeMap<>();
        byMethod.forEach((method, operation) -> operations.put(method.toUpperCase(Locale.ROOT), operation(map(operation))));
        return operations;
    }

    private Operation operation(Map<String, Object> operation) {
        Set<String> names = new LinkedHashSet<>();
        boolean open = false;
        for (Object each : (List<?>) operation.getOrDefault("parameters", List.of())) {
            String reference = (String) map(each).get("$ref");
            Map<String, Object> parameter =
                    map(reference == null ? each : shared.get(reference.substring(reference.lastIndexOf('/') + 1)));
            if ("query".equals(parameter.get("in"))) {
                boolean anyName = "object".equals(map(parameter.get("schema")).get("type"));
                open |= anyName;
                if (!anyName) {
                    names.add((String) parameter.get("name"));
                }
            }
        }
        Map<String, Object> body = map(operation.get("requestBody"));
        long most = ((Number) body.getOrDefault("x-max-bytes", 0)).longValue();
        String role = (String) operation.get("x-role");
        return new Operation(
                names,
                open,
                map(body.get("content")).keySet(),
                !Boolean.TRUE.equals(body.get("required")),
                most,
                role == null ? null : Role.valueOf(role.toUpperCase(Locale.ROOT)),
                Boolean.TRUE.equals(operation.get("x-personal")) ? (String) operation.get("operationId") : null);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object node) {
        return node == null ? new LinkedHashMap<>() : (Map<String, Object>) node;
    }
}
