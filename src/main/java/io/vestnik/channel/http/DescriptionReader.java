package io.vestnik.channel.http;

import io.vestnik.channel.Traits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a description with the parser that Camel reads routes with, and finds all that is wrong with it. */
final class DescriptionReader {

    private static final String HEADER = "[A-Za-z0-9!#$%&'*+.^_`|~-]+"; // RFC 9110 section 5.1

    private final String name;
    private final List<DescriptionFaults.At> faults = new ArrayList<>();

    DescriptionReader(String name) {
        this.name = name;
    }

    HttpApi read(byte[] yaml) throws DescriptionFaults {
        HttpApi api = api(new Fields("", compose(yaml), faults));
        if (!faults.isEmpty()) {
            throw new DescriptionFaults(faults.stream().sorted(Comparator.comparingInt(DescriptionFaults.At::line)).toList());
        }
        return api;
    }

    private static Node compose(byte[] yaml) throws DescriptionFaults {
        try {
            return new Compose(LoadSettings.builder().build())
                    .composeString(new String(yaml, StandardCharsets.UTF_8))
                    .orElseThrow(() -> refused(0, "is empty"));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().or(e::getContextMark).map(mark -> mark.getLine() + 1).orElse(0);
            throw refused(line, "is no YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw refused(0, "is no YAML");
        }
    }

    private static DescriptionFaults refused(int line, String reason) {
        return new DescriptionFaults(List.of(new DescriptionFaults.At(line, reason)));
    }

    private HttpApi api(Fields fields) {
        fields.require("description");
        String description = fields.text("description");
        String channel = fields.read("channel", text -> matching(text, "[a-z][a-z0-9-]{0,31}", "must be 1 to 32 of a-z, 0-9 and -"));
        boolean delivered = fields.oneOf("tells", "accepted", "accepted", "delivered").equals("delivered");
        Integer text = fields.positive("text");
        boolean split = fields.flag("split");
        if (split && text == null) {
            fields.fault("split", "says nothing without text, the longest one");
        }
        boolean foreign = fields.flag("foreign");
        Duration window = fields.duration("window");
        if (window != null && (window.isZero() || window.isNegative())) {
            fields.fault("window", "must be over 0");
        }
        List<String> needs = fields.texts("needs");
        needs.stream().filter(need -> !need.matches("[A-Za-z][A-Za-z0-9_-]{0,63}")).forEach(need ->
                fields.fault("needs", "must have names of settings: " + need + " is none"));
        Template start = fields.read("start", Template::parse);
        if (start != null && !start.names().contains("start")) {
            fields.fault("start", "must have {start} in it");
        }
        List<RequestSpec> requests = requests(fields);
        List<Opening.Step> open = fields.each("open").stream().map(DescriptionReader::opening).toList();
        AnswerSpec answer = answer(fields.fields("answer"));
        WebhookSpec webhook = fields.has("webhook") ? new WebhookReader(fields.fields("webhook")).read() : null;
        TemplatesSpec templates = fields.has("templates") ? templates(fields.fields("templates")) : null;
        fields.end();
        return new HttpApi(
                name, description, channel, new Traits(foreign, window, delivered), text, split, needs, start, requests, open,
                answer, webhook, templates);
    }

    private List<RequestSpec> requests(Fields fields) {
        if (fields.has("request") == fields.has("requests")) {
            fields.fault("requests", "exactly one of request and requests must be there");
        }
        return Stream.of("request", "requests").flatMap(name -> fields.each(name).stream()).map(DescriptionReader::request).toList();
    }

    private static Opening.Step opening(Fields fields) {
        fields.require("keep");
        return new Opening.Step(fields.read("keep", Jq::compile), request(fields));
    }

    private static RequestSpec request(Fields fields) {
        Template url = url(fields);
        String method = fields.oneOf("method", "POST", "GET", "POST", "PUT", "PATCH", "DELETE");
        Map<String, Template> headers = headers(fields);
        Template basic = fields.read("basic", Template::parse);
        Jq when = fields.read("when", Jq::compile);
        Jq json = fields.read("json", Jq::compile);
        Jq form = fields.read("form", Jq::compile);
        Jq query = fields.read("query", Jq::compile);
        if (Stream.of("json", "form", "query").filter(fields::has).count() > 1) {
            fields.fault("json", "at most one of json, form and query may be there");
        }
        Seal seal = fields.has("sign") ? seal(fields.fields("sign")) : null;
        fields.end();
        return new RequestSpec(when, url, method, headers, basic, json, form, query, seal);
    }

    private static Seal seal(Fields fields) {
        fields.require("header");
        fields.require("key");
        String header = fields.read("header", text -> matching(text, HEADER, "must be the name of a header"));
        String prefix = fields.text("prefix");
        String digest = fields.oneOf("digest", "hmac-sha256", "hmac-sha256", "hmac-sha1");
        String encoding = fields.oneOf("encoding", "hex", "hex", "base64");
        Template key = fields.read("key", Template::parse);
        Template over = fields.read("over", Template::parse);
        fields.end();
        return new Seal(header, prefix == null ? "" : prefix, digest, encoding.equals("base64"), key, over);
    }

    private static TemplatesSpec templates(Fields fields) {
        Template url = url(fields);
        Map<String, Template> headers = headers(fields);
        fields.require("list");
        Jq list = fields.read("list", Jq::compile);
        Jq next = fields.read("next", Jq::compile);
        String page = fields.read("page", text -> matching(text, "[A-Za-z0-9._-]+", "must be the name of a field of the query"));
        if ((next == null) != (page == null)) {
            fields.fault("next", "next and page are there together, or neither");
        }
        fields.end();
        return new TemplatesSpec(url, headers, list, next, page);
    }

    private static Template url(Fields fields) {
        fields.require("url");
        return fields.read("url", text -> {
            if (!text.matches("\\{uri}([/?].*)?")) {
                throw new IllegalArgumentException("must begin with {uri}, and / or ? behind it: where to is a setting");
            }
            return Template.parse(text);
        });
    }

    private static Map<String, Template> headers(Fields fields) {
        Map<String, Template> headers = fields.map("headers", Template::parse);
        headers.keySet().forEach(header -> {
            if (!header.matches(HEADER)) {
                fields.fault("headers", header + " is not the name of a header");
            } else if (header.matches("(?i)host|content-length|content-type|transfer-encoding|connection")) {
                fields.fault("headers", header + " is made by the hub");
            }
        });
        return headers;
    }

    private static AnswerSpec answer(Fields fields) {
        Map<String, String> kinds = fields.map("errors", kind -> {
            if (!ErrorTable.KINDS.contains(kind)) {
                throw new IllegalArgumentException("must be one of " + String.join(", ", ErrorTable.KINDS));
            }
            return kind;
        });
        Map<String, String> good = new LinkedHashMap<>();
        kinds.forEach((code, kind) -> {
            try {
                ErrorTable.predicate(code);
                good.put(code, kind);
            } catch (IllegalArgumentException e) {
                fields.fault("errors", code + " " + e.getMessage());
            }
        });
        AnswerSpec answer = new AnswerSpec(
                fields.read("taken", Jq::compile),
                fields.read("id", Jq::compile),
                fields.read("code", Jq::compile),
                fields.read("retry-after", Jq::compile),
                fields.read("moved", Jq::compile),
                new ErrorTable(good));
        fields.end();
        return answer;
    }

    private static String matching(String text, String pattern, String rule) {
        if (!text.matches(pattern)) {
            throw new IllegalArgumentException(rule);
        }
        return text;
    }
}
