package io.vestnik.platform.routes;

import java.util.Set;
import org.apache.camel.support.PatternHelper;

/**
 * The least part of a file that is replaced for itself: one route, one template, one policy; or all of a file that has anything
 * in it which counts for the whole of it.
 *
 * @param first its first line, from 1
 * @param last its last line
 * @param text the file with every other line emptied, so that Camel tells the file's lines
 * @param print its content without comments and layout
 * @param templates ids of the templates it has
 * @param configurations ids of the route configurations it has; {@link #GLOBAL}: one for all routes that name none
 * @param templateRefs ids of the templates it uses
 * @param configurationRefs ids and patterns of the route configurations it uses
 * @param restConfiguration it says how rests are served
 */
record RouteUnit(
        RouteFile file,
        int first,
        int last,
        String text,
        String print,
        Set<String> templates,
        Set<String> configurations,
        Set<String> templateRefs,
        Set<String> configurationRefs,
        boolean restConfiguration) {

    static final String GLOBAL = "";

    /** Camel knows by the ending how to read it. */
    String location() {
        return file.isDescription() ? file.location().replace(RouteFile.DESCRIPTION, "-http" + RouteFile.SUFFIX) : file.location();
    }

    /** Others may need it: loaded before them. */
    boolean isShared() {
        return restConfiguration || !templates.isEmpty() || !configurations.isEmpty();
    }

    /** What others need comes first; a rest by its contract last: it is refused while an operation has no route. */
    int rank() {
        return isShared() ? 0 : text.contains("openApi:") ? 2 : 1;
    }

    /** What runs from this unit is another thing when the other one changes. */
    boolean needs(RouteUnit other) {
        return other.restConfiguration && text.contains("rest:")
                || other.templates.stream().anyMatch(templateRefs::contains)
                || other.configurations.stream().anyMatch(this::isConfiguredBy);
    }

    private boolean isConfiguredBy(String id) {
        return id.equals(GLOBAL)
                ? configurationRefs.isEmpty()
                : configurationRefs.stream().anyMatch(pattern -> PatternHelper.matchPattern(id, pattern));
    }
}
