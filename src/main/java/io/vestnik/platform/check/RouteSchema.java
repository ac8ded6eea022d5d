package io.vestnik.platform.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * {@code schema}: Camel's own JSON schema of YAML routes, with the components that this hub has and the options of ours, and
 * without the short forms, which other tools can't read.
 */
public final class RouteSchema {

    private static final String SERVICES = "classpath*:META-INF/services/org/apache/camel/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private RouteSchema() {}

    /** In JSON, draft 4 as Camel's is. */
    public static String json() throws IOException {
        ObjectNode schema = (ObjectNode) read("/schema/camelYamlDsl.json");
        ObjectNode ours = (ObjectNode) read("/schema/components.json");
        Set<String> components = components();
        visit(schema, components, ours.properties().stream().map(Map.Entry::getKey).toList());
        ((ObjectNode) schema.get("items").get("definitions")).setAll(ours);
        schema.put("title", "Vestnik routes");
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema);
    }

    private static void visit(JsonNode node, Set<String> components, List<String> ours) {
        node.forEach(child -> visit(child, components, ours));
        if (node instanceof ObjectNode object) {
            explicit(object);
            JsonNode properties = object.path("properties");
            if (properties.has("uri") && properties.has("parameters")) {
                describe((ObjectNode) properties.get("uri"), components);
                ArrayNode options = object.putArray("allOf");
                ours.forEach(component -> options.add(options(component)));
            }
        }
    }

    /** A word in place of an object is the short form. */
    private static void explicit(ObjectNode object) {
        if (object.get("oneOf") instanceof ArrayNode forms
                && forms.size() == 2
                && forms.get(0).path("type").asText().equals("string")
                && forms.get(1).path("type").asText().equals("object")) {
            forms.remove(0);
        }
    }

    private static void describe(ObjectNode uri, Set<String> components) {
        // a component, a property, or of toD an expression
        uri.put("pattern", "^((\\{\\{|\\$\\{).*|(" + String.join("|", components) + ")(:.*)?)$");
        ArrayNode examples = uri.putArray("examples");
        examples.add("jms-batch:vestnik.egress.NAME").add("smpp-client:sms");
        components.forEach(component -> examples.add(component + ":"));
    }

    /** Draft 4 has no "if": either it is another component, or its options are these. */
    private static ObjectNode options(String component) {
        ObjectNode either = JSON.createObjectNode();
        ArrayNode any = either.putArray("anyOf");
        ObjectNode another = any.addObject().putObject("not");
        another.putArray("required").add("uri");
        another.putObject("properties").putObject("uri").put("pattern", "^" + component + ":");
        any.addObject().putObject("properties").putObject("parameters").put("$ref", "#/items/definitions/" + component);
        return either;
    }

    /** By scheme, those of the folder of further components as well. */
    private static Set<String> components() throws IOException {
        PathMatchingResourcePatternResolver classPath = new PathMatchingResourcePatternResolver();
        Set<String> names = new TreeSet<>();
        for (Resource resource : classPath.getResources(SERVICES + "component.properties")) {
            try (InputStream in = resource.getInputStream()) {
                Properties properties = new Properties();
                properties.load(in);
                names.addAll(List.of(properties.getProperty("components", "").trim().split("\\s+")));
            }
        }
        for (Resource resource : classPath.getResources(SERVICES + "component/*")) {
            names.add(String.valueOf(resource.getFilename()));
        }
        names.removeIf(String::isBlank);
        return names;
    }

    private static JsonNode read(String resource) throws IOException {
        try (InputStream in = RouteSchema.class.getResourceAsStream(resource)) {
            return JSON.readTree(in);
        }
    }
}
