package io.vestnik.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.message.MessageClass;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The columns of a CSV file of people: fields of a contact as REST has them, {@code attr.NAME}, and {@code consent.CLASS} with its proof. */
final class ContactHeader implements Header {

    private static final String ATTRIBUTE = "attr.";
    private static final String CONSENT = "consent.";
    private static final Set<String> FIELDS = Set.of("id", "locale", "timezone", "region");
    private static final Set<String> PROOF = Set.of("method", "at", "evidence");

    private final List<String> columns;

    /** @throws BadFile a name is missing, there twice, or of no meaning; or none tells who it is */
    ContactHeader(List<String> names, Predicate<String> isAddress) {
        Set<String> seen = new HashSet<>();
        this.columns = names.stream().map(String::strip).map(ContactHeader::normal).toList();
        for (int i = 0; i < columns.size(); i++) {
            String column = "column " + (i + 1) + " of its header ";
            if (!seen.add(columns.get(i))) {
                throw new BadFile(column + "has the name of an earlier one");
            }
            if (!isKnown(columns.get(i), isAddress)) {
                throw new BadFile(column + "is not id, an address, locale, timezone, region, attr.NAME, consent.CLASS, consent.method, "
                        + "consent.at or consent.evidence");
            }
        }
        if (columns.stream().noneMatch(name -> name.equals("id") || isAddress.test(name))) {
            throw new BadFile("no column of its header is id, phone, email, or a channel's name");
        }
    }

    /** An attribute's name is the account's own. */
    private static String normal(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith(ATTRIBUTE) ? ATTRIBUTE + name.substring(ATTRIBUTE.length()) : lower;
    }

    private static boolean isKnown(String name, Predicate<String> isAddress) {
        if (name.startsWith(CONSENT)) {
            String what = name.substring(CONSENT.length());
            return PROOF.contains(what) || List.of(MessageClass.values()).stream().anyMatch(each -> each.toString().equals(what));
        }
        return FIELDS.contains(name)
                || name.startsWith(ATTRIBUTE) && name.length() > ATTRIBUTE.length()
                || isAddress.test(name) && !name.equals("contact");
    }

    @Override
    public SourceRow row(long number, List<String> cells) {
        if (cells.size() != columns.size()) {
            return SourceRow.wrong(number, "has " + cells.size() + " cells, the header has " + columns.size());
        }
        ObjectNode contact = JsonNodeFactory.instance.objectNode();
        Map<String, String> said = new HashMap<>();
        int size = 0;
        for (int i = 0; i < cells.size(); i++) {
            String name = columns.get(i);
            String cell = cells.get(i);
            size += cell.length();
            if (cell.isEmpty()) {
                continue;
            }
            if (name.startsWith(ATTRIBUTE)) {
                contact.withObject("/attributes").put(name.substring(ATTRIBUTE.length()), cell);
            } else if (name.startsWith(CONSENT)) {
                said.put(name.substring(CONSENT.length()), cell);
            } else {
                contact.put(name, cell);
            }
        }
        String wrong = addConsents(contact, said);
        return wrong == null ? new SourceRow(number, contact, null, null, size) : SourceRow.wrong(number, wrong);
    }

    /** What is wrong; null: nothing. */
    private static String addConsents(ObjectNode contact, Map<String, String> said) {
        for (MessageClass messageClass : MessageClass.values()) {
            String word = said.get(messageClass.toString());
            if (word != null) {
                boolean granted = word.equalsIgnoreCase("granted");
                if (!granted && !word.equalsIgnoreCase("withdrawn")) {
                    return CONSENT + messageClass + " must be granted or withdrawn";
                }
                ObjectNode consent = contact.withArray("/consents").addObject().put("class", messageClass.toString()).put("granted", granted);
                PROOF.stream().filter(said::containsKey).forEach(name -> consent.put(name, said.get(name)));
            }
        }
        return null;
    }
}
