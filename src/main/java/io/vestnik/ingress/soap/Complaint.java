package io.vestnik.ingress.soap;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the JDK's validator complains of, in our words: its own repeat the value, which may be private. Its messages start with the
 * name of the broken rule (XML Schema Part 1, appendix C), in every language.
 */
final class Complaint {

    private static final Pattern FORM = Pattern.compile("(cvc-[A-Za-z0-9.-]+?)(?:\\.a|\\.b)?: .*", Pattern.DOTALL);
    private static final Pattern LIMIT = Pattern.compile("(?:max|min)Length '(\\d+)' for type '[^']*'");
    private static final Pattern CHOICES = Pattern.compile("enumeration '\\[([^'\\]]*)]'");
    private static final Pattern TYPE = Pattern.compile("is not a valid value for '(\\w+)'");
    private static final Pattern ATTRIBUTE = Pattern.compile("[Aa]ttribute '([\\w:.-]{1,64})' (?:on|is not|must)");

    private static final Map<String, String> TYPES = Map.of(
            "boolean", "must be true or false",
            "dateTime", "must be a time with its offset, as 2026-11-23T10:00:00+03:00",
            "duration", "must be an ISO 8601 duration, as PT2M",
            "int", "must be a whole number",
            "integer", "must be a whole number");

    private static final Map<String, String> RULES = Map.of(
            "cvc-pattern-valid", "is not of the form that the contract gives it",
            "cvc-type.3.1.1", "takes no attributes",
            "cvc-type.3.1.2", "takes text only",
            "cvc-complex-type.2.1", "must be empty",
            "cvc-complex-type.2.2", "takes text only",
            "cvc-complex-type.2.3", "takes elements only, no text between them",
            "cvc-elt.1", "is not an operation of the contract",
            "cvc-elt.3.1", "must not be nil");

    private Complaint() {}

    /** The rule's name without its sub-case; "": not of the validator's usual form. */
    static String rule(String message) {
        Matcher form = FORM.matcher(message);
        return form.matches() ? form.group(1) : "";
    }

    static String words(String message) {
        String rule = rule(message);
        return switch (rule) {
            case "cvc-maxLength-valid" -> "must have at most " + last(LIMIT, message, "the allowed number of") + " characters";
            case "cvc-minLength-valid" -> "must have at least " + last(LIMIT, message, "one") + " character";
            case "cvc-enumeration-valid" -> "must be one of " + last(CHOICES, message, "the contract's values");
            case "cvc-datatype-valid.1.2.1" -> TYPES.getOrDefault(last(TYPE, message, ""), "is not of the contract's type");
            case "cvc-complex-type.3.2.2" -> "takes no such attribute: " + last(ATTRIBUTE, message, "");
            case "cvc-complex-type.4" -> "needs the attribute " + last(ATTRIBUTE, message, "");
            default -> RULES.getOrDefault(rule, "breaks the contract's schema");
        };
    }

    /** The attribute that the message names; "": none. */
    static String attribute(String message) {
        return last(ATTRIBUTE, message, "");
    }

    /** The value comes first in each message, and may hold anything: so the last match is the validator's own. */
    private static String last(Pattern pattern, String message, String otherwise) {
        Matcher matcher = pattern.matcher(message);
        String found = otherwise;
        while (matcher.find()) {
            found = matcher.group(1);
        }
        return found;
    }
}
