package io.vestnik.gate;

import io.vestnik.cap.FrequencyRows;
import io.vestnik.cap.Tally;
import io.vestnik.ledger.Ruling;
import io.vestnik.pause.Pauses;
import io.vestnik.queue.Batch;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The arithmetic behind {@code routes/core/gate.camel.yaml}; what follows from it stands in the route. */
@Component("gate")
public class Gate {

    private record Group(String messageClass, String channel, String decision, String rule) {}

    private static final String FACTS =
            """
            SELECT %s
            FROM delivery d JOIN message m ON m.id = d.message_id
            %s
            WHERE d.id = ANY (:ids) AND d.status = 'queued'
            """
                    .formatted(Recipients.COLUMNS, Recipients.PERSON);

    private final Recipients recipients;
    private final FrequencyRows frequencies;
    private final Pauses pauses;
    private final JdbcClient jdbc;
    private final Clock clock;

    Gate(Recipients recipients, FrequencyRows frequencies, Pauses pauses, JdbcClient jdbc, Clock clock) {
        this.recipients = recipients;
        this.frequencies = frequencies;
        this.pauses = pauses;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The queued deliveries of a batch, those together on which it decides alike; the others are left out. */
    public List<Likes> sort(Batch batch) {
        Instant now = clock.instant();
        List<Candidate> candidates = candidates(
                StreamSupport.stream(batch.spliterator(), false).toArray(String[]::new), now);
        Tally tally = frequencies.read(candidates.stream()
                .filter(candidate -> candidate.asksForCounts(now))
                .map(Candidate::recipient)
                .toList());
        Map<Group, Likes> groups = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            sort(candidate, tally, now, groups);
        }
        return List.copyOf(groups.values());
    }

    private List<Candidate> candidates(String[] ids, Instant now) {
        return jdbc.sql(FACTS)
                .param("ids", ids)
                .params(recipients.parameters(now))
                .query((row, n) -> recipients.candidate(row))
                .list();
    }

    private void sort(Candidate candidate, Tally tally, Instant now, Map<Group, Likes> groups) {
        Ruling ruling = null;
        String decision = "pass";
        if (candidate.sender() == null) {
            decision = "no_account";
        } else if (pauses.holds(candidate.account(), candidate.facts().channel())) {
            decision = "held";
        } else {
            Candidate counted = candidate.counted(tally, false, now);
            Decision decided = counted.decide(now);
            if (decided != Decision.PASS) {
                decision = decided instanceof Decision.Wait ? "wait" : "refuse";
                ruling = counted.ruling(decided, now);
            }
        }
        String rule = ruling == null ? null : ruling.rule();
        String messageClass = candidate.facts().messageClass().toString();
        String channel = candidate.facts().channel();
        Likes group = groups.computeIfAbsent(
                new Group(messageClass, channel, decision, rule),
                g -> new Likes(g.messageClass, g.channel, g.decision, g.rule, new ArrayList<>(), new ArrayList<>()));
        group.ids().add(candidate.id());
        if (ruling != null) {
            group.rulings().add(ruling);
        }
    }
}
