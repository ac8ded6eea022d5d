package io.vestnik.platform.routes;

import io.vestnik.route.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.TypeConversionException;
import org.apache.camel.component.bean.MethodNotFoundException;
import org.apache.camel.util.URISupport;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** What Camel has against a unit, in one line, and where in the file it stands. */
final class Reason {

    private static final int LONGEST = 500;
    /** What a message names: in quotes, in brackets as an option, as a key, as a scheme. */
    private static final List<Pattern> NAMED = List.of(
            Pattern.compile("Property with key \\[([^]]+)]"),
            Pattern.compile("RouteTemplate with id ([\\w.-]+)"),
            Pattern.compile("Unsupported field: ([\\w.-]+)"),
            Pattern.compile("resource(?: with id|:)? ([\\w:/.-]+)"));

    private static final Pattern UNKNOWN_OPTION = Pattern.compile(
            "resolve endpoint: ([\\w+-]+):(?:(?!resolve endpoint:).)*Unknown parameters=\\[\\{([\\w.-]+)");
    private static final Pattern UNKNOWN_COMPONENT = Pattern.compile("No endpoint could be found for: ([\\w+-]+)");
    private static final String ADDRESS = "(?s)^Failed to resolve endpoint: ([\\w+-]+):.* due to: ";

    private static final Pattern SCHEME = Pattern.compile("^([a-zA-Z][\\w+-]*):");
    /** What Camel and Java say of values, which placeholders may have made of secrets. */
    private static final List<Pattern> VALUES = List.of(
            Pattern.compile("(?s) on bean: .*"),
            Pattern.compile("(?s) with value:? .*?(?= due to|$)"),
            Pattern.compile("(?s)(?<=For input string): .*"),
            Pattern.compile("(?s)(?<=Error parsing )\\[.*?](?= )"),
            Pattern.compile("(?s)(?<=Illegal character in \\w{1,20} at index \\d{1,9}): .*"),
            Pattern.compile("(?<=[a-zA-Z][\\w+.-]{0,40}://)\\S+"),
            Pattern.compile("(?<=[a-zA-Z][\\w+.-]{0,40}:[^\\s?]{0,400}\\?)\\S+"));

    private Reason() {}

    /** @param from a line of the unit at which to begin looking; 0: its first */
    static Fault of(RouteUnit unit, int from, Throwable failure) {
        List<Throwable> causes = causes(failure);
        for (Throwable cause : causes) {
            if (cause instanceof LinkageError) {
                return new Fault(unit.file().name(), find(unit, from, null), line(cause.toString())); // its message is a class name
            }
            if (cause instanceof MarkedYamlEngineException e) {
                int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(unit.first());
                return new Fault(unit.file().name(), find(unit, line, named(e.getProblem())), line(e.getProblem()));
            }
            if (cause instanceof NoSuchBeanException e && e.getName() != null) {
                return new Fault(unit.file().name(), find(unit, from, e.getName()), "there is no bean " + e.getName());
            }
            if (cause instanceof MethodNotFoundException e) {
                return new Fault(
                        unit.file().name(), find(unit, from, e.getMethodName()), "the bean has no method " + e.getMethodName());
            }
        }
        for (Throwable cause : causes) {
            if (cause instanceof PropertyBindingException e && e.getPropertyName() != null) {
                String name = e.getPropertyName();
                return new Fault(
                        unit.file().name(), find(unit, from, name), owner(causes) + "option " + name + " has a value that it can't take");
            }
        }
        for (Throwable cause : causes) {
            if (cause instanceof TypeConversionException e) {
                String type = e.getToType().getSimpleName();
                return new Fault(unit.file().name(), find(unit, from, null), owner(causes) + "a value can't be read as " + type);
            }
        }
        Throwable telling = telling(causes);
        String message = telling.getMessage() == null ? telling.toString() : telling.getMessage();
        Matcher option = UNKNOWN_OPTION.matcher(message);
        if (option.find()) {
            return new Fault(unit.file().name(), find(unit, from, option.group(2)), option.group(1) + " has no option " + option.group(2));
        }
        Matcher component = UNKNOWN_COMPONENT.matcher(message);
        if (component.find()) {
            return new Fault(
                    unit.file().name(), find(unit, from, component.group(1)), "there is no component " + component.group(1));
        }
        // an address may have a secret in its path, and the reason is told to everybody
        return new Fault(unit.file().name(), find(unit, from, named(message)), line(withoutValues(message.replaceAll(ADDRESS, "$1: "))));
    }

    private static String owner(List<Throwable> causes) {
        for (Throwable cause : causes) {
            if (cause instanceof ResolveEndpointFailedException e && e.getUri() != null) {
                Matcher scheme = SCHEME.matcher(e.getUri());
                return scheme.find() ? scheme.group(1) + ": " : "";
            }
        }
        return "";
    }

    private static String withoutValues(String message) {
        String plain = message;
        for (Pattern value : VALUES) {
            plain = value.matcher(plain).replaceAll("…");
        }
        return plain;
    }

    /** The innermost that says something of its own. */
    private static Throwable telling(List<Throwable> causes) {
        for (Throwable cause : causes) {
            if (cause instanceof ResolveEndpointFailedException) {
                return cause;
            }
        }
        for (int i = causes.size() - 1; i > 0; i--) {
            if (causes.get(i).getMessage() != null) {
                return causes.get(i);
            }
        }
        return causes.get(0);
    }

    private static String named(String message) {
        for (Pattern pattern : NAMED) {
            Matcher found = pattern.matcher(message == null ? "" : message);
            if (found.find()) {
                return found.group(1);
            }
        }
        return null;
    }

    /** The first line that has the word: from where the failing step begins, else anywhere in the unit. */
    static int find(RouteUnit unit, int from, String word) {
        int begin = from >= unit.first() && from <= unit.last() ? from : unit.first();
        if (word == null || word.isBlank()) {
            return begin;
        }
        Pattern whole = Pattern.compile("(?<![\\w-])" + Pattern.quote(word) + "(?![\\w-])");
        String[] lines = unit.text().split("\n", -1);
        for (int start : new int[] {begin, unit.first()}) {
            for (int n = start; n <= unit.last(); n++) {
                if (whole.matcher(lines[n - 1]).find()) {
                    return n;
                }
            }
        }
        return begin;
    }

    /** One line, without passwords, not endless. */
    static String line(String message) {
        String line = URISupport.sanitizeUri(String.valueOf(message)).replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable t = failure; t != null && causes.size() < 20; t = t.getCause()) {
            causes.add(t);
        }
        return causes;
    }
}
