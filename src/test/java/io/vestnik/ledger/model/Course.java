package io.vestnik.ledger.model;

import io.vestnik.ledger.model.Life.Heard;
import io.vestnik.ledger.model.Life.Kind;
import io.vestnik.ledger.model.Life.Leg;
import io.vestnik.ledger.model.Life.Ruling;
import io.vestnik.ledger.model.Life.State;
import io.vestnik.ledger.model.Life.Try;
import io.vestnik.message.MessageClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The course that one step takes, from its start until nothing more can be heard of it. */
final class Course {

    static final long NEVER = Long.MAX_VALUE;
    private static final int ATTEMPTS = 5;

    /** @param heard null: a reply */
    private record Fact(long at, Heard heard) {}

    private final Life life;
    private final Leg leg;
    private final boolean followed;
    /** From then on nothing of it is tried again. */
    private final long needless;

    String status;
    String code;
    /** Its code when it was closed. */
    String reason;
    final List<Long> wires = new ArrayList<>();
    Long sentAt;
    final List<String> succeeded = new ArrayList<>();
    final List<Story.Told> told = new ArrayList<>();
    /** When the next step may start. */
    long over = NEVER;
    /** When nothing is waited for any more. */
    long closed = NEVER;
    long success = NEVER;

    private final Map<Integer, State> parts = new HashMap<>();
    private boolean timedOut;
    private boolean cut;
    /** Since when it may be at the recipient; never: as far as is known it is not. */
    private final List<long[]> out = new ArrayList<>();

    /** @param followed a later step could start after it, or a required one decide */
    Course(Life life, Leg leg, boolean followed, long start, long needless) {
        this.life = life;
        this.leg = leg;
        this.followed = followed && !leg.required();
        this.needless = needless;
        run(start);
        over = cut ? NEVER : Math.min(over, Math.min(closed, success));
    }

    private void run(long start) {
        if (!leg.address()) {
            close("skipped", "no_address", start);
            return;
        }
        int passes = 0;
        int refused = 0;
        boolean repeated = false;
        long at = start;
        while (true) {
            if (at > needless && needless < life.end()) {
                close("skipped", null, needless);
                cut = true;
                return;
            }
            if (at >= life.end()) {
                close("expired", null, at);
                return;
            }
            if (passes < leg.rulings().size()) {
                Ruling ruling = leg.rulings().get(passes++);
                if (ruling.until() == null || at + ruling.until() >= life.end()) {
                    close("skipped", ruling.code().equals("quiet_hours") ? "quiet_hours_expired" : ruling.code(), at);
                    return;
                }
                at += ruling.until();
                continue;
            }
            int number = wires.size();
            wires.add(at);
            out.add(new long[] {at, NEVER});
            Try attempt = Life.after(leg.tries(), number);
            boolean noAnswer = attempt.kind() == Kind.SILENCE || attempt.took() > Life.ANSWER_TIMEOUT;
            long answer = at + attempt.took();
            if (noAnswer || attempt.kind() == Kind.UNKNOWN) {
                long unknown = noAnswer ? at + Life.ANSWER_TIMEOUT : answer;
                boolean answered = attempt.kind() != Kind.SILENCE && attempt.kind() != Kind.UNKNOWN;
                long until = answered ? answer : unknown + Life.UNKNOWN_WAIT;
                if (settled(attempt, at, unknown, until, answered)) {
                    return;
                }
                if (!answered) {
                    boolean again = !repeated && life.messageClass() != MessageClass.MARKETING && until < needless && until < life.end();
                    if (!again) {
                        timeOut(until);
                        waitUnknown(attempt, at, until);
                        return;
                    }
                    repeated = true;
                    parts.clear(); // by a new submit, under new ids
                    at = until;
                    continue;
                }
            }
            switch (attempt.kind()) {
                case TAKEN -> {
                    taken(attempt, at, answer);
                    return;
                }
                case SKIPPED -> {
                    back(answer);
                    close("skipped", "too_long", answer);
                    return;
                }
                case CHANNEL, RECIPIENT -> {
                    close("failed", "c" + number, answer);
                    return;
                }
                default -> {}
            }
            if (answer > needless) {
                close("failed", attempt.kind() == Kind.UNSENT ? null : "c" + number, answer);
                return;
            }
            long asked = attempt.asked() == null ? usual(attempt.kind()) : attempt.asked();
            if (attempt.kind() == Kind.TRANSIENT && (++refused == ATTEMPTS || answer + asked >= life.end())) {
                close("failed", "c" + number, answer);
                return;
            }
            if (!repeated) {
                back(answer);
            }
            if (attempt.kind() == Kind.TRANSIENT) {
                at = answer + asked;
            } else {
                at = attempt.kind() == Kind.UNSENT ? answer : Math.max(answer, Math.min(answer + asked, life.end()));
            }
        }
    }

    private void back(long at) {
        out.get(out.size() - 1)[1] = at;
    }

    /** It has gone out, and has not come back for certain. */
    boolean isOut(long at) {
        return out.stream().anyMatch(span -> span[0] <= at && at < span[1]);
    }

    private static long usual(Kind kind) {
        return switch (kind) {
            case TRANSIENT -> 7 * Life.SECOND; // as the world has it
            case THROTTLED -> Life.SECOND;
            default -> 30 * Life.SECOND;
        };
    }

    /** Whether something was heard, before it is judged, that makes an unknown outcome known; then the course is at its end. */
    private boolean settled(Try attempt, long wire, long from, long until, boolean answered) {
        for (Fact fact : facts(attempt, wire, !answered)) {
            if (fact.at >= from && fact.at < until && status == null && closed == NEVER) {
                unknown(fact, attempt, wire);
            }
        }
        return status != null;
    }

    /** After it was judged, until the end. */
    private void waitUnknown(Try attempt, long wire, long from) {
        for (Fact fact : facts(attempt, wire, true)) {
            if (fact.at >= from && fact.at < life.end() && status == null) {
                unknown(fact, attempt, wire);
            }
        }
        if (status == null) {
            close("expired", missed(), Math.max(from, life.end()));
            rest(attempt, wire, closed, parts.keySet());
        }
    }

    private void unknown(Fact fact, Try attempt, long wire) {
        if (fact.heard == null) {
            if ("reply".equals(leg.success())) {
                late("reply", fact.at);
                status = "sent";
                succeed("reply", fact.at);
                if (attempt.kind() == Kind.TAKEN) {
                    early(facts(attempt, wire, true), wire + attempt.took()).stream().filter(f -> f.heard != null).forEach(this::hear);
                } else {
                    rest(attempt, wire, fact.at, parts.keySet());
                }
            }
            return;
        }
        parts.merge(fact.heard.part(), fact.heard.state(), Course::further);
        if (fact.heard.state() == State.UNDELIVERED) {
            late("undelivered", fact.at);
            close("undelivered", null, fact.at);
            rest(attempt, wire, fact.at, parts.keySet());
        } else if (parts.size() == leg.parts() && allThere()) {
            late(name(fact.heard.state()), fact.at);
            arrive(fact.at);
            goOn(attempt, wire, fact.at, fact.at, parts.keySet());
        }
    }

    private void taken(Try attempt, long wire, long answer) {
        status = "sent";
        sentAt = answer;
        event("sent", answer);
        String wanted = leg.success() == null ? leg.receipts() ? "delivered" : "accepted" : leg.success();
        if (wanted.equals("accepted")) {
            succeed("accepted", answer);
        }
        goOn(attempt, wire, answer, answer, null);
    }

    /** It is out: what is told of it, until the end. @param known the parts whose ids are; null: all */
    private void goOn(Try attempt, long wire, long from, long sent, Set<Integer> known) {
        long time = sent + (leg.timeout() == null ? Life.STEP_TIMEOUT : leg.timeout());
        List<Fact> facts = facts(attempt, wire, true);
        if (known == null) {
            facts = early(facts, sent);
        }
        Set<Integer> all = known == null ? null : new HashSet<>(known);
        for (Fact fact : facts) {
            boolean before = known != null && fact.at <= from;
            if (before || all != null && fact.heard != null && !all.contains(fact.heard.part())) {
                continue;
            }
            if (isOpen() && time < fact.at) {
                timeOut(time);
            }
            if (isOpen() && fact.at >= life.end() && fact.at > from) {
                end(from);
            }
            hear(fact);
        }
        if (isOpen()) {
            timeOut(time);
            end(from);
        }
    }

    /** Nothing of it is open any more; what else is told. */
    private void rest(Try attempt, long wire, long from, Set<Integer> known) {
        Set<Integer> ids = new HashSet<>(known);
        for (Fact fact : facts(attempt, wire, true)) {
            if (fact.at > from && fact.heard != null && ids.contains(fact.heard.part())) {
                hear(fact);
            }
        }
    }

    private void end(long from) {
        boolean there = status.equals("delivered") || status.equals("read");
        close(there ? status : "expired", missed(), Math.max(from, life.end()));
    }

    private boolean isOpen() {
        return closed == NEVER && success == NEVER;
    }

    private void hear(Fact fact) {
        if (fact.heard == null) {
            if (isOpen() && "reply".equals(leg.success())) {
                late("reply", fact.at);
                succeed("reply", fact.at);
            }
            return;
        }
        State state = fact.heard.state();
        State old = parts.get(fact.heard.part());
        if (old == state || old == State.READ && state == State.DELIVERED) {
            return;
        }
        if (!isOpen()) {
            parts.put(fact.heard.part(), state);
            afterTheEnd(state, fact.at);
        } else if (state == State.UNDELIVERED) {
            if (status.equals("sent")) {
                parts.put(fact.heard.part(), state);
                late("undelivered", fact.at);
                close("undelivered", null, fact.at);
            }
        } else {
            parts.put(fact.heard.part(), state);
            boolean complete = parts.size() == leg.parts() && allThere();
            if (complete && (status.equals("sent") || status.equals("delivered") && parts.containsValue(State.READ))) {
                late(name(state), fact.at);
                arrive(fact.at);
            }
        }
    }

    private void arrive(long at) {
        if (!"read".equals(status) && !"delivered".equals(status)) {
            status = "delivered";
            if (leg.success() == null || leg.success().equals("delivered") || leg.success().equals("accepted")) {
                succeed("delivered", at);
            }
        }
        if (parts.containsValue(State.READ)) {
            status = "read";
            if (isOpen() && leg.success().equals("read")) {
                succeed("read", at);
            }
            event("read", at);
        }
    }

    /** What was delivered may still be read. Else its end stays what it was. */
    private void afterTheEnd(State state, long at) {
        if (state == State.READ && status.equals("delivered")) {
            status = "read";
            event("read", at);
        } else if (!status.equals("read") && !status.equals(name(state)) && (state == State.UNDELIVERED || parts.size() == leg.parts() && allThere())) {
            tell("late", name(state), at);
        }
    }

    private boolean allThere() {
        return !parts.containsValue(State.UNDELIVERED);
    }

    private void timeOut(long at) {
        if (followed && at <= needless && at < life.end()) {
            over = Math.min(over, at);
            timedOut = true;
        }
    }

    private void late(String what, long at) {
        if (timedOut) {
            tell("late", what, at);
        }
    }

    private void event(String event, long at) {
        tell(event, null, at);
    }

    private void tell(String event, String reason, long at) {
        if (life.events().contains(event)) {
            told.add(new Story.Told(at, event, leg.channel(), reason));
        }
    }

    private void succeed(String by, long at) {
        success = at;
        if (by.equals("accepted") || leg.success() != null) {
            succeeded.add(by);
        }
    }

    private void close(String status, String code, long at) {
        this.status = status;
        this.code = code;
        reason = code;
        closed = at;
    }

    private String missed() {
        return "read".equals(leg.success()) ? "not_read" : "reply".equals(leg.success()) ? "no_reply" : null;
    }

    private List<Fact> facts(Try attempt, long wire, boolean withReceipts) {
        List<Fact> facts = new ArrayList<>();
        leg.replies().forEach(at -> facts.add(new Fact(at, null)));
        if (withReceipts) {
            attempt.heard().forEach(heard -> facts.add(new Fact(wire + heard.after(), heard)));
        }
        facts.sort(Comparator.comparing(Fact::at));
        return facts;
    }

    /** What came before the answer is known with it: of each part the first that was said, but that it was read in any case. */
    private List<Fact> early(List<Fact> facts, long answer) {
        Map<Integer, State> parked = new java.util.LinkedHashMap<>();
        List<Fact> told = new ArrayList<>();
        for (Fact fact : facts) {
            if (fact.heard != null && fact.at < answer) {
                parked.merge(fact.heard.part(), fact.heard.state(), (first, then) -> then == State.READ ? then : first);
            }
        }
        parked.forEach((part, state) -> told.add(new Fact(answer, new Heard(0, part, state))));
        facts.stream().filter(fact -> fact.at >= answer).forEach(told::add);
        return told;
    }

    private static State further(State old, State state) {
        return old == State.READ && state == State.DELIVERED ? old : state;
    }

    private static String name(State state) {
        return state.name().toLowerCase(java.util.Locale.ROOT);
    }
}
