package io.vestnik.egress;

import io.vestnik.cap.Tally;
import io.vestnik.egress.Claimed.Verdict;
import io.vestnik.gate.Candidate;
import io.vestnik.gate.Decision;
import io.vestnik.ledger.Json;
import io.vestnik.ledger.Ruling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides on the deliveries of one claim in their order: what one takes, of the slots and of its recipient's caps, the next has not. */
final class Selection {

    private final int slots;
    private final Tally tally;
    private final Set<String> others;
    private final Instant now;
    private final List<String> ids = new ArrayList<>();
    private final List<String> whys = new ArrayList<>();
    private final Set<String> messages = new HashSet<>();
    private int asked; // segments, also of those that did not fit: what comes after them must not overtake

    Selection(int slots, Tally tally, Set<String> others, Instant now) {
        this.slots = slots;
        this.tally = tally;
        this.others = others;
        this.now = now;
    }

    Claimed next(Queued row, String provider, Instant sendBy) {
        if (row.isExpired(now)) {
            return stopped(row, Verdict.EXPIRED, null);
        }
        if (row.messagePaused()) {
            return stopped(row, Verdict.PAUSED, null);
        }
        if (row.providerPaused()) {
            return stopped(row, Verdict.ELSEWHERE, null);
        }
        if (row.candidate().sender() == null) {
            Ruling gone = new Ruling(row.candidate().id(), "sender_not_allowed", null, Map.of());
            return stopped(row, Verdict.REFUSED, gone);
        }
        if (row.isForAnother(provider, others)) {
            return new Claimed(row.candidate().id(), Verdict.AVOIDED, null, null, row.traceparent(), row.refusedBy());
        }
        Candidate candidate = row.candidate().counted(tally, messages.contains(row.candidate().messageId()), now);
        Decision decision = candidate.decide(now);
        if (decision != Decision.PASS) {
            Verdict verdict = decision instanceof Decision.Wait ? Verdict.DEFERRED : Verdict.REFUSED;
            return stopped(row, verdict, candidate.ruling(decision, now));
        }
        boolean fits = asked == 0 || asked + row.segments() <= slots; // the first one goes, however long it is
        asked += row.segments();
        if (!fits) {
            return stopped(row, Verdict.LEFT, null);
        }
        take(candidate);
        return new Claimed(candidate.id(), Verdict.TAKEN, row.submission(provider, sendBy), null, row.traceparent(), null);
    }

    private void take(Candidate candidate) {
        candidate.count(tally, now);
        messages.add(candidate.messageId());
        Map<String, String> why = candidate.passed();
        ids.add(candidate.id());
        whys.add(why.isEmpty() ? null : Json.write(why));
    }

    private static Claimed stopped(Queued row, Verdict verdict, Ruling ruling) {
        return new Claimed(row.candidate().id(), verdict, null, ruling, row.traceparent(), null);
    }

    boolean isEmpty() {
        return ids.isEmpty();
    }

    String[] ids() {
        return ids.toArray(String[]::new);
    }

    String[] whys() {
        return whys.toArray(String[]::new);
    }
}
