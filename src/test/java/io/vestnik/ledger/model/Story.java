package io.vestnik.ledger.model;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What became of a life, in the end. @param endedAt null: never */
record Story(String status, String reason, Long endedAt, List<Fate> fates, List<Told> told) {

    /**
     * @param wires when it went out
     * @param sentAt when its provider said that it took it; null: never
     * @param counted how often as sent
     * @param succeeded by what, where the timeline says it beside the status
     */
    record Fate(
            String channel, String status, String code, List<Long> wires, Long sentAt, long counted, List<String> succeeded) {}

    /** A callback. */
    record Told(long at, String status, String channel, String reason) {
        static final Comparator<Told> ORDER = Comparator.comparing(Told::at).thenComparing(Told::toString);
    }

    String text() {
        return "%s %s at %s%n%s%n  told %s".formatted(
                status, reason, endedAt, fates.stream().map(fate -> "  " + fate).collect(Collectors.joining("\n")),
                told.stream().map(Record::toString).collect(Collectors.joining("\n       ")));
    }
}
