package io.vestnik.gate.model;

import io.vestnik.gate.Decision;
import io.vestnik.message.MessageClass;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** A person lives through what its script says, on a clock that jumps from one event to the next. */
final class Year {

    /** Who decides; it may look at the person, and must not change it. */
    interface Judge {

        /** @param dates by whose clock the day is counted if it passes */
        record Judgement(Decision decision, ZoneId dates) {}

        Judgement judge(Person person, Oracle.Attempt attempt, Instant now);
    }

    /** What is to be done next; of a message: one step of it. */
    private record Turn(Instant at, int order, Event event, int step, int tries, boolean messageCounted, boolean counted) {

        Turn later(Instant then) {
            return new Turn(then, order, event, step, tries, messageCounted, counted);
        }
    }

    final Person person = new Person();
    private final PriorityQueue<Turn> turns =
            new PriorityQueue<>(Comparator.comparing(Turn::at).thenComparing(Turn::order));
    private final Judge judge;

    Year(List<Event> script, Judge judge) {
        this.judge = judge;
        for (int n = 0; n < script.size(); n++) {
            turns.add(new Turn(script.get(n).at(), n, script.get(n), 0, 0, false, false));
        }
    }

    void live() {
        live(Instant.MAX);
    }

    /** @param until not included */
    void live(Instant until) {
        while (!turns.isEmpty() && turns.peek().at.isBefore(until)) {
            Turn turn = turns.poll();
            if (turn.event instanceof Event.Message message) {
                send(turn, message);
            } else {
                person.live(turn.event);
            }
        }
    }

    private void send(Turn turn, Event.Message message) {
        if (turn.step == message.steps().size() || !turn.at.isBefore(message.validUntil())) {
            return;
        }
        Event.Step step = message.steps().get(turn.step);
        Judge.Judgement judgement =
                judge.judge(person, new Oracle.Attempt(message, step, turn.messageCounted, turn.counted), turn.at);
        if (judgement.decision() instanceof Decision.Wait wait) {
            turns.add(turn.later(wait.until().plus(message.late())));
        } else if (judgement.decision() instanceof Decision.Refuse) {
            turns.add(new Turn(turn.at, turn.order, message, turn.step + 1, 0, turn.messageCounted, false));
        } else {
            passed(turn, message, step, judgement.dates());
        }
    }

    private void passed(Turn turn, Event.Message message, Event.Step step, ZoneId dates) {
        if (!turn.counted && !message.answer() && message.messageClass() != MessageClass.AUTHORIZATION) {
            person.sends.add(new Person.Send(
                    turn.at,
                    turn.at.atZone(dates).toLocalDate(),
                    message.messageClass(),
                    step.channel(),
                    !turn.messageCounted,
                    person.countedAs(message.addresses())));
        }
        Instant next = turn.at.plus(step.after());
        if (turn.tries < step.retries()) {
            turns.add(new Turn(next, turn.order, message, turn.step, turn.tries + 1, true, true));
        } else if (!step.succeeds()) {
            turns.add(new Turn(next, turn.order, message, turn.step + 1, 0, true, false));
        }
    }
}
