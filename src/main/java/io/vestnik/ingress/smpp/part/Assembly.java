package io.vestnik.ingress.smpp.part;

import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.accept.Accept;
import io.vestnik.accept.RateExceeded;
import io.vestnik.batch.MicroBatcher;
import io.vestnik.batch.Outage;
import io.vestnik.esme.Deliver;
import io.vestnik.esme.OwedRows;
import io.vestnik.esme.ReceiptWish;
import io.vestnik.message.InvalidMessage;
import io.vestnik.message.NewMessage;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes messages of parts. A message that is together has its id before it is accepted, in the commit that claims its parts: whoever
 * goes on after a crash accepts the same message, or finds it there.
 */
@Component("assembly")
public class Assembly {

    /** @param state null: the message is accepted */
    private record Ended(List<Part> parts, Deliver.State state) {}

    /** How long a part, or a claimed message, is left to the node that has it in hand. */
    static final Duration LEASE = Duration.ofSeconds(10);

    static final Duration PATIENCE = Duration.ofMinutes(5);

    /** How long a message that can't be accepted is tried again. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);
    private static final int ROUND = 200;

    private final PartRows rows;
    private final Joined joined;
    private final Accept accept;
    private final OwedRows owed;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final MicroBatcher<Part.Group, Boolean> looks;
    private final MicroBatcher<Ended, Boolean> ends;

    Assembly(PartRows rows, Joined joined, Accept accept, OwedRows owed, TransactionTemplate transaction, Clock clock) {
        this.rows = rows;
        this.joined = joined;
        this.accept = accept;
        this.owed = owed;
        this.transaction = transaction;
        this.clock = clock;
        this.looks = new MicroBatcher<>("assembly", ROUND, groups -> {
            claim(groups.stream().distinct().toList()).forEach(this::accept);
            return groups.stream().map(group -> true).toList();
        });
        this.ends = new MicroBatcher<>("assembly-ends", ROUND, ended -> {
            transaction.executeWithoutResult(status -> ended.forEach(this::end));
            return ended.stream().map(one -> true).toList();
        });
    }

    /** A part of this group has come. What fails here is left to {@link #sweep}. */
    void look(Part.Group group) {
        looks.add(group).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("parts wait for the clock: {}", failure.toString());
            }
        });
    }

    /** Goes on where a node, the database or the account's rate stopped it, and ends parts whose others did not come. */
    public void sweep() {
        Instant now = clock.instant();
        List<String> claimed = rows.leaseClaimed(now, now.plus(LEASE), ROUND);
        if (!claimed.isEmpty()) {
            goOn(claimed);
        }
        List<Part.Group> overdue;
        do {
            overdue = rows.overdueGroups(now, ROUND);
            claim(overdue).forEach(this::accept);
        } while (overdue.size() == ROUND);
    }

    private void goOn(List<String> messageIds) {
        Set<String> accepted = new HashSet<>(rows.accepted(messageIds));
        rows.load(messageIds).stream()
                .collect(Collectors.groupingBy(Part::messageId, LinkedHashMap::new, Collectors.toList()))
                .forEach((messageId, parts) -> {
                    if (accepted.contains(messageId)) {
                        ends.add(new Ended(parts, null));
                    } else {
                        accept(messageId, parts);
                    }
                });
    }

    /** Takes what is together, exactly one node each; ends what is too old, puts off what was looked at in vain. */
    private Map<String, List<Part>> claim(List<Part.Group> groups) {
        Map<String, List<Part>> claimed = new LinkedHashMap<>();
        if (groups.isEmpty()) {
            return claimed;
        }
        transaction.executeWithoutResult(status -> {
            claimed.clear();
            Instant now = clock.instant();
            List<Part> waiting = new ArrayList<>();
            rows.lock(groups).stream().collect(Collectors.groupingBy(Part::group)).values().forEach(group -> {
                for (Parts parts : Parts.of(group)) {
                    if (parts.isComplete()) {
                        claimed.put(UlidCreator.getMonotonicUlid().toString(), parts.all());
                    } else {
                        waiting.addAll(parts.all());
                    }
                }
            });
            rows.claim(claimed, now.plus(LEASE));
            Map<Boolean, List<Part>> overdue = waiting.stream()
                    .filter(part -> !part.due().isAfter(now))
                    .collect(Collectors.partitioningBy(part -> !part.submittedAt().plus(PATIENCE).isAfter(now)));
            rows.putOff(overdue.get(false), part -> part.submittedAt().plus(PATIENCE));
            Set<String> again = endWithEqual(overdue.get(true), now);
            end(overdue.get(true).stream().filter(part -> !again.contains(part.id())).toList(), Deliver.State.UNDELIVERABLE, now);
        });
        return claimed;
    }

    private void accept(String messageId, List<Part> parts) {
        NewMessage message;
        try {
            message = joined.read(messageId, parts);
        } catch (InvalidMessage e) {
            LOG.info("long message of account {} refused: {}", parts.get(0).group().account(), e.getMessage());
            ends.add(new Ended(parts, Deliver.State.REJECTED));
            return;
        } catch (RuntimeException e) { // a fault of the hub's: the others must not wait for it
            LOG.error("long message {} can't be read", messageId, e);
            giveUpOld(parts);
            return;
        }
        if (message.validFor().isNegative() || message.validFor().isZero()) {
            ends.add(new Ended(parts, Deliver.State.EXPIRED));
            return;
        }
        accept.accept(message).whenComplete((accepted, failure) -> {
            if (failure == null) {
                ends.add(new Ended(parts, null));
            } else if (!Outage.is(failure) && !(failure instanceof RateExceeded)) {
                LOG.warn("long message {} waits for the clock: {}", messageId, failure.toString());
                giveUpOld(parts);
            }
        });
    }

    private void giveUpOld(List<Part> parts) {
        if (!parts.get(0).submittedAt().plus(LONGEST).isAfter(clock.instant())) {
            ends.add(new Ended(parts, Deliver.State.UNDELIVERABLE));
        }
    }

    private void end(Ended ended) {
        if (ended.state == null) {
            rows.end(ended.parts, true);
        } else {
            end(ended.parts, ended.state, clock.instant());
        }
    }

    /** A part that was sent again, as its answer was lost, after its message went: it has the message's fate. Answers their ids. */
    private Set<String> endWithEqual(List<Part> parts, Instant now) {
        Map<String, PartRows.Went> went =
                rows.went(parts, PATIENCE).stream().collect(Collectors.toMap(PartRows.Went::part, one -> one));
        List<Part> again = parts.stream().filter(part -> went.containsKey(part.id())).toList();
        rows.claim(again.stream().collect(Collectors.groupingBy(part -> went.get(part.id()).messageId())), now);
        rows.end(again, true);
        again.forEach(part -> {
            String status = went.get(part.id()).status();
            Deliver.State state = status == null ? null : Deliver.State.of(status);
            if (state != null) {
                tell(List.of(part), state, now);
            }
        });
        return went.keySet();
    }

    /** They never were a message: each that asked for it is told by itself. */
    private void end(List<Part> parts, Deliver.State state, Instant now) {
        Set<String> ended = new HashSet<>(rows.end(parts, false));
        tell(parts.stream().filter(part -> ended.contains(part.id())).toList(), state, now);
    }

    private void tell(List<Part> parts, Deliver.State state, Instant now) {
        owed.insert(parts.stream()
                .filter(part -> new ReceiptWish(part.group().systemId(), part.registered()).wants(state))
                .map(part -> receipt(part, state, now))
                .toList());
    }

    private static Deliver receipt(Part part, Deliver.State state, Instant now) {
        Part.Group group = part.group();
        return new Deliver(
                UlidCreator.getMonotonicUlid().toString(), group.account(), group.systemId(), group.destination(), group.source(), "",
                null, part.id(), state, null, part.submittedAt(), now, 0);
    }

    @PreDestroy
    void close() throws InterruptedException {
        looks.close();
        ends.close();
    }
}
