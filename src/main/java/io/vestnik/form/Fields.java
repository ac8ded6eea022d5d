package io.vestnik.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * The fields of one JSON object, each asked for once by name. What is missing is null; what is of the wrong form is a fault, and
 * null. Lengths are in UTF-16 units, as Java and the SMS segments count.
 */
public final class Fields {

    public static final String TIME_RULE = "must be an RFC 3339 time with its offset, as 2026-11-23T10:00:00+03:00";

    private static final String YEARS_RULE = "must be from 1970 to 9999";
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
    private static final String DURATION_RULE = "must be an ISO 8601 duration over zero, as PT2M";
    private static final Pattern DURATION =
            Pattern.compile("P(?=[\\dT])(\\d{1,9}D)?(T(?=\\d)(\\d{1,9}H)?(\\d{1,9}M)?(\\d{1,9}(\\.\\d{1,9})?S)?)?");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

    private final JsonNode node;
    private final String pointer;
    private final Faults faults;
    private final Set<String> known = new HashSet<>();

    private Fields(JsonNode node, String pointer, Faults faults) {
        this.node = node;
        this.pointer = pointer;
        this.faults = faults;
    }

    /** A node that is not an object is a fault, and then has no fields. */
    public static Fields of(JsonNode node, String pointer, Faults faults) {
        if (node == null || !node.isObject()) {
            faults.malformed(pointer, "must be an object");
            return new Fields(JsonNodeFactory.instance.objectNode(), pointer, faults);
        }
        return new Fields(node, pointer, faults);
    }

    public String pointer(String name) {
        return Pointers.child(pointer, name);
    }

    public boolean has(String name) {
        known.add(name);
        return node.has(name);
    }

    /** Any value; null: missing. */
    public JsonNode any(String name) {
        known.add(name);
        return node.get(name);
    }

    /** A string of {@code least} to {@code most} characters. */
    public String text(String name, int least, int most) {
        JsonNode value = any(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            return fault(name, "must be a string");
        }
        int length = value.textValue().length();
        if (length < least || length > most) {
            return fault(name, "must have " + least + " to " + most + " characters");
        }
        return value.textValue();
    }

    public Boolean flag(String name) {
        JsonNode value = any(name);
        if (value == null) {
            return null;
        }
        return value.isBoolean() ? (Boolean) value.booleanValue() : fault(name, "must be true or false");
    }

    /** A whole number. */
    public Integer number(String name, int least, int most) {
        JsonNode value = any(name);
        if (value == null) {
            return null;
        }
        boolean fits = value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= least && value.intValue() <= most;
        return fits ? (Integer) value.intValue() : fault(name, "must be a whole number from " + least + " to " + most);
    }

    /** Over zero; days are 24 hours. */
    public Duration duration(String name) {
        String text = text(name, 1, 40);
        if (text == null) {
            return null;
        }
        try {
            Duration duration = DURATION.matcher(text).matches() ? Duration.parse(text) : Duration.ZERO;
            return duration.isZero() ? fault(name, DURATION_RULE) : duration;
        } catch (DateTimeException e) {
            return fault(name, DURATION_RULE);
        }
    }

    public Instant time(String name) {
        String text = text(name, 1, 40);
        if (text == null) {
            return null;
        }
        Instant time = parsed(text);
        if (time != null && !isStorable(time)) {
            faults.unprocessable(pointer(name), YEARS_RULE);
            return null;
        }
        return time == null ? fault(name, TIME_RULE) : time;
    }

    /** Null: not of RFC 3339's form, no such moment, or not from 1970 to 9999. */
    public static Instant timeOf(String text) {
        Instant time = parsed(text);
        return time == null || !isStorable(time) ? null : time;
    }

    /** By its offset a year may be before the first or after the last that has four digits. */
    private static boolean isStorable(Instant time) {
        return !time.isBefore(Instant.EPOCH) && time.isBefore(END);
    }

    private static Instant parsed(String text) {
        try {
            return TIME.matcher(text).matches() ? OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant() : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Null: missing. */
    public Fields object(String name) {
        JsonNode value = any(name);
        return value == null ? null : of(value, pointer(name), faults);
    }

    /** {@code least} to {@code most} elements; null: missing. */
    public List<JsonNode> array(String name, int least, int most) {
        JsonNode value = any(name);
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            return fault(name, "must be an array");
        }
        if (value.size() < least || value.size() > most) {
            return fault(name, "must have " + least + " to " + most + " elements");
        }
        List<JsonNode> elements = new ArrayList<>();
        value.forEach(elements::add);
        return elements;
    }

    /** Every field that was not asked for yet, in the order sent; from now on all are known. */
    public void others(BiConsumer<String, JsonNode> each) {
        node.fields().forEachRemaining(field -> {
            if (known.add(field.getKey())) {
                each.accept(field.getKey(), field.getValue());
            }
        });
    }

    /** What was not asked for does not belong here: never ignored. */
    public void refuseOthers() {
        others((name, value) -> faults.malformed(pointer(name), "is not a known field"));
    }

    /** A fault unless it is there. */
    public void require(String name) {
        if (!has(name)) {
            faults.malformed(pointer(name), "is missing");
        }
    }

    private <T> T fault(String name, String rule) {
        faults.malformed(pointer(name), rule);
        return null;
    }
}
