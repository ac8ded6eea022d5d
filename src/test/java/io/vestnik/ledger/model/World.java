package io.vestnik.ledger.model;

import io.vestnik.channel.FailureKind;
import io.vestnik.channel.Outcome;
import io.vestnik.channel.Receipt;
import io.vestnik.ledger.LedgerDatabase;
import io.vestnik.ledger.Machine;
import io.vestnik.ledger.model.Life.Heard;
import io.vestnik.ledger.model.Life.Kind;
import io.vestnik.ledger.model.Life.Leg;
import io.vestnik.ledger.model.Life.Ruling;
import io.vestnik.ledger.model.Life.State;
import io.vestnik.ledger.model.Life.Try;
import io.vestnik.message.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Lets the hub live through a life: it is the clock, the gate, the queue, the providers and the recipient. */
final class World {

    static final Instant START = LedgerDatabase.NOW;
    /** Nothing may go on for ever. */
    private static final int MOST = 2_000;

    private record Event(long at, int number, Runnable what) {}

    /** What happened to one step outside of the hub. */
    private static final class Place {
        int passes;
        final List<Long> wires = new ArrayList<>();
        int answered = -1;
        /** Receipts that came before their answer, by part. */
        final Map<String, State> parked = new LinkedHashMap<>();
        /** Ids that were found out without an answer. */
        final TreeSet<String> known = new TreeSet<>();
    }

    private final Life life;
    private final Machine hub;
    private final Consumer<Instant> clock;
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::number));
    private final List<Place> places;
    private long now;
    private int number;

    /** @param clock is told of every new moment */
    World(Life life, Function<Life, Machine> hub, Consumer<Instant> clock) {
        this.life = life;
        this.clock = clock;
        this.hub = hub.apply(life);
        this.places = life.legs().stream().map(leg -> new Place()).toList();
    }

    static Machine inMemory(Life life) {
        return Machine.of(life.messageClass(), plan(life), life.events(), START, time(life.sendAt()), time(life.end()));
    }

    static List<Step> plan(Life life) {
        return life.legs().stream()
                .map(leg -> new Step(
                        leg.channel(), leg.address() ? leg.channel() + "-1" : null,
                        leg.timeout() == null ? null : Duration.of(leg.timeout(), ChronoUnit.MICROS), leg.required(), leg.parts(), leg.success()))
                .toList();
    }

    static Instant time(long micros) {
        return START.plus(micros, ChronoUnit.MICROS);
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(START, time);
    }

    Story live() {
        if (life.cancelAt() != null) {
            at(life.cancelAt(), () -> hub.cancel(time(now)));
        }
        for (int n = 0; n < life.legs().size(); n++) {
            int position = n;
            life.legs().get(n).replies().forEach(reply -> at(reply, () -> {
                if (stands(position) != null) {
                    hub.reply(position, time(now));
                }
            }));
        }
        for (int n = 0; n < MOST; n++) {
            Machine.Seen due = hub.deliveries().stream()
                    .filter(seen -> seen.due() != null)
                    .min(Comparator.comparing(Machine.Seen::due).thenComparing(Machine.Seen::position))
                    .orElse(null);
            Event event = events.peek();
            if (due == null && event == null) {
                return story();
            }
            if (event == null || due != null && micros(due.due()) <= event.at) {
                move(Math.max(now, micros(due.due())));
                turn(due);
            } else {
                move(event.at);
                events.remove().what.run();
            }
        }
        throw new IllegalStateException("it does not end");
    }

    private void move(long to) {
        now = to;
        clock.accept(time(to));
    }

    private void at(long time, Runnable what) {
        events.add(new Event(time, number++, what));
    }

    private void turn(Machine.Seen due) {
        int position = due.position();
        if (!due.status().equals("queued")) {
            hub.pass(position, time(now));
        } else if (now >= life.end()) {
            hub.expire(position, time(now));
        } else {
            go(position, life.legs().get(position), places.get(position));
        }
    }

    private void go(int position, Leg leg, Place place) {
        Ruling ruling = place.passes < leg.rulings().size() ? leg.rulings().get(place.passes++) : null;
        if (ruling == null) {
            hub.claim(position, time(now));
            attempt(position, leg, place);
        } else if (ruling.until() == null) {
            hub.refuse(position, ruling.code(), time(now));
        } else {
            hub.defer(position, ruling.code(), time(now + ruling.until()), time(now));
        }
    }

    private void attempt(int position, Leg leg, Place place) {
        int number = place.wires.size();
        Try attempt = Life.after(leg.tries(), number);
        place.wires.add(now);
        place.parked.clear();
        if (attempt.kind() != Kind.SILENCE) {
            at(now + attempt.took(), () -> {
                place.answered = attempt.kind() == Kind.TAKEN ? number : place.answered;
                hub.answer(position, id -> outcome(id, leg, attempt, number), time(now));
                place.parked.forEach((part, state) -> hub.receipt(position, part, Receipt.State.valueOf(state.name()), time(now)));
                place.parked.clear();
            });
        }
        attempt.heard().forEach(heard -> at(now + heard.after(), () -> hear(position, attempt, number, heard)));
    }

    /** Of a copy without an answer, matched by our reference, nothing is told any more once another one went out. */
    private void hear(int position, Try attempt, int number, Heard heard) {
        Place place = places.get(position);
        String part = number + "." + heard.part();
        boolean itsTurn = place.wires.size() - 1 == number;
        if (attempt.kind() == Kind.TAKEN && place.answered != number) {
            if (itsTurn) {
                place.parked.merge(part, heard.state(), (first, later) -> later == State.READ ? later : first);
            }
        } else if (attempt.kind() == Kind.TAKEN || itsTurn && (place.known.contains(part) || "unknown".equals(stands(position)))) {
            place.known.add(part);
            hub.receipt(position, part, Receipt.State.valueOf(heard.state().name()), time(now));
        }
    }

    private String stands(int position) {
        return hub.deliveries().stream()
                .filter(seen -> seen.position() == position)
                .map(Machine.Seen::status)
                .findFirst()
                .orElse(null);
    }

    private static Outcome outcome(String id, Leg leg, Try attempt, int number) {
        Duration asked = attempt.asked() == null ? null : Duration.of(attempt.asked(), ChronoUnit.MICROS);
        return switch (attempt.kind()) {
            case TAKEN -> leg.receipts()
                    ? new Outcome.Sent(id, IntStream.range(0, leg.parts()).mapToObj(part -> number + "." + part).toList())
                    : new Outcome.Accepted(id, number + ".0");
            case UNKNOWN -> new Outcome.Unknown(id, "broken");
            case UNSENT -> new Outcome.Unsent(id);
            case SKIPPED -> new Outcome.Skipped(id, "too_long");
            // else the hub adds jitter to what it waits
            case TRANSIENT -> new Outcome.Refused(id, FailureKind.TRANSIENT, "c" + number, asked == null ? Duration.ofSeconds(7) : asked);
            default -> new Outcome.Refused(id, FailureKind.valueOf(attempt.kind().name()), "c" + number, asked);
        };
    }

    private Story story() {
        List<Story.Fate> fates = new ArrayList<>();
        for (Machine.Seen seen : hub.deliveries()) {
            fates.add(new Story.Fate(
                    seen.channel(), seen.status(), seen.code(), places.get(seen.position()).wires,
                    seen.sentAt() == null ? null : micros(seen.sentAt()),
                    times(seen.channel(), "sent"), successes(seen.channel())));
        }
        List<Story.Told> told = hub.told().stream()
                .map(t -> new Story.Told(micros(t.at()), t.status(), t.channel(), t.reason()))
                .sorted(Story.Told.ORDER)
                .toList();
        return new Story(hub.status(), hub.reason(), hub.finalAt() == null ? null : micros(hub.finalAt()), fates, told);
    }

    private long times(String channel, String event) {
        return hub.noted().stream().filter(e -> e.channel().equals(channel) && e.event().equals(event)).count();
    }

    /** As the timeline has them. */
    private List<String> successes(String channel) {
        return hub.noted().stream()
                .filter(e -> e.channel().equals(channel) && e.event().equals("succeeded"))
                .map(Machine.Noted::code)
                .toList();
    }
}
