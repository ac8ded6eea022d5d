package io.vestnik.platform.routes;

import io.vestnik.channel.http.DescriptionFaults;
import io.vestnik.channel.http.HttpApi;
import io.vestnik.route.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A route file that describes an HTTP API. With a channel it brings that channel's route, so that the file alone is enough. */
record Description(RouteFile file, HttpApi api) {

    private static final Pattern NAME = Pattern.compile("egress/([a-z][a-z0-9-]{0,31})" + Pattern.quote(RouteFile.DESCRIPTION));
    private static final String TEMPLATE = "egress-http";
    /** In one line: whatever is wrong with it is told at the line of the channel. */
    private static final String ROUTE =
            "- templatedRoute: {routeTemplateRef: %s, routeId: egress-%s, parameters: [{name: channel, value: \"%2$s\"}]}\n";

    static String fileOf(String api) {
        return "egress/" + api + RouteFile.DESCRIPTION;
    }

    static Description of(RouteFile file) throws Unreadable {
        Matcher name = NAME.matcher(file.name());
        if (!name.matches()) {
            throw new Unreadable(new Fault(file.name(), 0, "must be egress/NAME" + RouteFile.DESCRIPTION
                    + ", its name 1 to 32 small letters, digits and -, a letter first"));
        }
        try {
            return new Description(file, HttpApi.read(name.group(1), file.content()));
        } catch (DescriptionFaults e) {
            throw new Unreadable(e.faults().stream().map(fault -> new Fault(file.name(), fault.line(), fault.reason())).toList());
        }
    }

    /** Of the files that are descriptions, by the APIs' names; those that can't be read are left out. */
    static Map<String, HttpApi> in(Collection<RouteFile> files) {
        Map<String, HttpApi> apis = new LinkedHashMap<>();
        for (RouteFile file : files) {
            if (file.isDescription()) {
                try {
                    HttpApi api = of(file).api;
                    apis.put(api.name(), api);
                } catch (Unreadable e) {
                    // a rehearsal tells it
                }
            }
        }
        return apis;
    }

    /** None: it is an API for the providers of other channels. What runs is the same however the rest of the file changes. */
    List<RouteUnit> units() {
        if (api.channel() == null) {
            return List.of();
        }
        int line = lineOf(file, "channel");
        String text = "\n".repeat(line - 1) + ROUTE.formatted(TEMPLATE, api.channel());
        return List.of(new RouteUnit(
                file, line, line, text, api.channel(), Set.of(), Set.of(), Set.of(TEMPLATE), Set.of(), false));
    }

    /** Where a key stands at the left; 1: nowhere. */
    static int lineOf(RouteFile file, String key) {
        String[] lines = new String(file.content(), StandardCharsets.UTF_8).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].startsWith(key + ":")) {
                return i + 1;
            }
        }
        return 1;
    }
}
