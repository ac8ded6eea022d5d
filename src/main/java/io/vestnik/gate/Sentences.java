package io.vestnik.gate;

import io.vestnik.ledger.MessageRecord;
import io.vestnik.page.Language;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the gate decided, in words for people: Russian, or English for everybody else. */
public final class Sentences {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final ResourceBundle words;

    private Sentences(ResourceBundle words) {
        this.words = words;
    }

    /** @param acceptLanguage as HTTP has it (RFC 9110, section 12.5.4); null: not told */
    public static Sentences of(String acceptLanguage) {
        Locale language = Locale.forLanguageTag(Language.of(null, acceptLanguage).tag());
        return new Sentences(ResourceBundle.getBundle(
                Sentences.class.getName(), language, ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES)));
    }

    /** The language that they are in, as {@code en}. */
    public String language() {
        return words.getString("language");
    }

    /** The same message, its timeline with a sentence for each decision of the gate. */
    public MessageRecord tell(MessageRecord message) {
        return message.with(message.timeline().stream()
                .map(entry -> new MessageRecord.Entry(
                        entry.at(), entry.event(), entry.channel(), entry.code(), text(message.messageClass(), entry), entry.why()))
                .toList());
    }

    private String text(String messageClass, MessageRecord.Entry entry) {
        return switch (entry.event()) {
            case "deferred" -> entry.text() == null ? text("wait", entry.code(), messageClass, entry.why()) : entry.text();
            case "skipped", "refused" -> entry.text() == null
                    ? text("refuse", entry.code(), messageClass, entry.why())
                    : entry.text();
            case "accepted", "scheduled", "rescheduled" -> planned(messageClass, entry);
            default -> entry.text();
        };
    }

    /** What decided on its time. */
    private String planned(String messageClass, MessageRecord.Entry entry) {
        String words = Stream.of("local", "spread")
                .filter(word -> entry.why() != null && entry.why().containsKey(word))
                .map(word -> text(word, messageClass, entry.why()))
                .collect(Collectors.joining("; "));
        return words.isEmpty() ? entry.text() : words;
    }

    /**
     * @param decision {@code wait} or {@code refuse}
     * @param rule null: none
     * @param why null: nothing more is known
     * @return null: there is nothing to say
     */
    String text(String decision, String rule, String messageClass, Map<String, String> why) {
        Map<String, String> known = why == null ? Map.of() : why;
        String special = decision + "." + rule + special(known);
        return text(words.containsKey(special) ? special : decision + "." + rule, messageClass, known);
    }

    private String text(String key, String messageClass, Map<String, String> why) {
        String pattern = word(key, null);
        return pattern == null ? null : new MessageFormat(pattern, words.getLocale()).format(arguments(messageClass, why));
    }

    /** What a rule may have a sentence of its own for. */
    private static String special(Map<String, String> why) {
        if (why.isEmpty()) {
            return ".plain"; // of the message as a whole, of a route's own, or of an older version
        }
        if ("operator".equals(why.get("by"))) {
            return ".operator";
        }
        if (why.containsKey("channel")) {
            return ".channel";
        }
        return why.containsKey("until") ? "" : ".never";
    }

    /** 0 class, 1 until, 2 zone, 3 its source, 4 hours, 5 cap, 6 limit, 7 count, 8 channel, 9 suppressed, 10 local time, 11 spread, 12 at. */
    private Object[] arguments(String messageClass, Map<String, String> why) {
        return new Object[] {
            word("class." + messageClass, messageClass),
            until(why),
            why.get("zone"),
            word("source." + why.get("source"), why.get("source")),
            why.get("hours"),
            word("cap." + why.get("cap"), why.get("cap")),
            why.get("limit"),
            why.get("count"),
            why.get("channel"),
            word("suppressed." + why.get("suppressed"), why.get("suppressed")),
            why.get("local"),
            why.get("spread"),
            why.get("at")
        };
    }

    private String until(Map<String, String> why) {
        if (!why.containsKey("until")) {
            return null;
        }
        ZoneId zone = why.containsKey("zone") ? ZoneId.of(why.get("zone")) : ZoneOffset.UTC;
        ZonedDateTime until = Instant.parse(why.get("until")).atZone(zone);
        String time = MessageFormat.format(words.getString("until"), TIME.format(until), until.toLocalDate());
        return why.containsKey("zone") ? time : time + " UTC";
    }

    private String word(String key, String otherwise) {
        try {
            return words.getString(key);
        } catch (MissingResourceException e) {
            return otherwise;
        }
    }
}
