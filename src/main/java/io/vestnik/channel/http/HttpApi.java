package io.vestnik.channel.http;

import io.vestnik.settings.ProviderSettings;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Dropped at the merge. */
public record HttpApi(String name, String channel, List<String> needs) {

    public static HttpApi read(String name, byte[] yaml) throws DescriptionFaults {
        try {
            Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(new String(yaml, java.nio.charset.StandardCharsets.UTF_8));
            if (!(root instanceof Map<?, ?> map) || !map.containsKey("request")) {
                throw new DescriptionFaults(List.of(new DescriptionFaults.At(1, "request: is missing")));
            }
            List<?> needs = map.get("needs") instanceof List<?> list ? list : List.of();
            return new HttpApi(name, (String) map.get("channel"), List.copyOf(needs.stream().map(String::valueOf).toList()));
        } catch (MarkedYAMLException e) {
            throw new DescriptionFaults(List.of(new DescriptionFaults.At(e.getProblemMark().getLine() + 1, "is no YAML: " + e.getProblem())));
        }
    }

    public List<String> missing(ProviderSettings s) {
        return needs.stream().filter(n -> {
            String v = switch (n) {
                case "token" -> s.token();
                case "from" -> s.from();
                default -> s.options().get(n);
            };
            return v == null || v.isBlank();
        }).toList();
    }
}
