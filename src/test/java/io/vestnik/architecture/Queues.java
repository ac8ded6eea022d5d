package io.vestnik.architecture;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The queues that routes take from and send to. */
final class Queues {

    private Queues() {}

    static List<String> in(RouteFile file) {
        return file.uris().stream()
                .filter(uri -> uri.matches("jms(-batch)?:.*"))
                .map(uri -> uri.replaceFirst("^jms(-batch)?:(queue:)?", ""))
                .toList();
    }

    static Set<String> inRoutes() {
        Set<String> queues = new TreeSet<>();
        RouteFile.all().forEach(file -> queues.addAll(in(file)));
        return queues;
    }
}
