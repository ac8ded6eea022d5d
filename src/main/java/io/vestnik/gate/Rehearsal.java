package io.vestnik.gate;

import io.vestnik.address.Addresses;
import io.vestnik.cap.FrequencyRows;
import io.vestnik.cap.Tally;
import io.vestnik.ledger.Ruling;
import io.vestnik.message.NewMessage;
import io.vestnik.message.Step;
import io.vestnik.pause.Pauses;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says what the gate would do with a message. Writes and counts nothing. */
@Component
public class Rehearsal {

    // The message and its deliveries as they would be stored: each delivery is called by its channel.
    private static final String FACTS =
            """
            SELECT %s
            FROM (SELECT NULL::text AS id, :account::text AS account, :class::text AS class, :addresses::text[] AS addresses,
                         :validUntil::timestamptz AS valid_until, NULL::bigint AS answers, '[]'::jsonb AS plan,
                         :templates::text[] AS templates) m
            CROSS JOIN (SELECT u.channel AS id, u.channel, u.address, NULL::text AS provider
                        FROM unnest(:channels::text[], :theirs::text[]) AS u (channel, address)) d
            %s
            """
                    .formatted(Recipients.COLUMNS, Recipients.PERSON);

    private final Recipients recipients;
    private final FrequencyRows frequencies;
    private final Pauses pauses;
    private final JdbcClient jdbc;
    private final Clock clock;

    Rehearsal(Recipients recipients, FrequencyRows frequencies, Pauses pauses, JdbcClient jdbc, Clock clock) {
        this.recipients = recipients;
        this.frequencies = frequencies;
        this.pauses = pauses;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** On what is known now; on the clock of when it is to be sent. */
    public Rehearsed of(NewMessage message, Sentences sentences) {
        Instant now = clock.instant();
        boolean later = message.sendAt() != null && message.sendAt().isAfter(now);
        Instant at = later ? message.sendAt() : now;
        Map<String, Candidate> candidates = candidates(message, now, at.plus(message.validFor()));
        Tally tally = frequencies.read(candidates.values().stream()
                .filter(candidate -> candidate.asksForCounts(at))
                .map(Candidate::recipient)
                .toList());
        List<Rehearsed.Step> steps = message.plan().stream()
                .map(step -> step.address() == null
                        ? new Rehearsed.Step(
                                step.channel(), null, "skip", "no_address", null, Map.of(),
                                sentences.text("refuse", "no_address", null, null))
                        : step(step, candidates.get(step.channel()), tally, at, sentences))
                .toList();
        return rehearsed(message, steps, later);
    }

    private Map<String, Candidate> candidates(NewMessage message, Instant now, Instant validUntil) {
        List<Step> reachable = message.plan().stream().filter(step -> step.address() != null).toList();
        return jdbc.sql(FACTS)
                .params(recipients.parameters(now))
                .param("account", message.account())
                .param("class", message.messageClass().toString())
                .param("addresses", message.to().entrySet().stream()
                        .map(to -> Addresses.key(to.getKey(), to.getValue()))
                        .distinct()
                        .toArray(String[]::new))
                .param("validUntil", validUntil.toString())
                .param("templates", message.content().templates().keySet().toArray(String[]::new))
                .param("channels", reachable.stream().map(Step::channel).toArray(String[]::new))
                .param("theirs", reachable.stream().map(Step::address).toArray(String[]::new))
                .query((row, n) -> recipients.candidate(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Candidate::id, Function.identity()));
    }

    private Rehearsed.Step step(Step step, Candidate known, Tally tally, Instant at, Sentences sentences) {
        String messageClass = known.facts().messageClass().toString();
        if (pauses.holds(known.account(), step.channel())) {
            Map<String, String> why = Map.of("by", "operator");
            String text = sentences.text("wait", "paused", messageClass, why);
            return new Rehearsed.Step(step.channel(), step.address(), "wait", "paused", null, why, text);
        }
        Candidate candidate = known.counted(tally, false, at);
        Decision decision = candidate.decide(at);
        if (decision == Decision.PASS) {
            return new Rehearsed.Step(step.channel(), step.address(), "send", null, null, candidate.passed(), null);
        }
        Ruling ruling = candidate.ruling(decision, at);
        String word = decision instanceof Decision.Wait ? "wait" : "refuse";
        Instant until = decision instanceof Decision.Wait wait ? wait.until() : null;
        String text = sentences.text(word, ruling.rule(), messageClass, ruling.why());
        return new Rehearsed.Step(step.channel(), step.address(), word, ruling.rule(), until, ruling.why(), text);
    }

    /** Of the steps that would be started: the first one that is not refused, and the required ones. */
    private static Rehearsed rehearsed(NewMessage message, List<Rehearsed.Step> steps, boolean later) {
        boolean sends = false;
        boolean waits = false;
        for (int i = 0; i < steps.size(); i++) {
            boolean starts = message.plan().get(i).required() || !(sends || waits);
            sends |= starts && steps.get(i).decision().equals("send");
            waits |= starts && steps.get(i).decision().equals("wait");
        }
        if (!sends && !waits) {
            String reason = steps.stream()
                    .map(Rehearsed.Step::reason)
                    .filter(rule -> !rule.equals("no_address"))
                    .findFirst()
                    .orElse("invalid_address");
            return new Rehearsed(true, "refused", reason, steps);
        }
        return new Rehearsed(true, later || !sends ? "scheduled" : "accepted", null, steps);
    }
}
