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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Messages of one to six steps, with most of what can befall them; no two things happen at the same time by chance. */
final class RandomLives {

    private static final List<String> CHANNELS = List.of("sms", "telegram", "whatsapp", "email", "viber", "vk");
    private static final Set<String> TELL = Set.of("sms", "whatsapp", "viber");
    private static final List<String> REFUSALS = List.of(
            "no_consent", "opted_out", "suppressed_address", "window_closed", "blocked", "channel_forbidden", "template_not_approved");
    private static final List<String> DEFERRALS = List.of("quiet_hours", "frequency_cap", "paused");
    private static final List<String> SUCCESSES = List.of("accepted", "delivered", "read", "reply");
    private static final long MINUTE = 60 * Life.SECOND;

    private final RandomGenerator random;

    private RandomLives(RandomGenerator random) {
        this.random = random;
    }

    /** To nobody accept lets no message pass. */
    static Life next(RandomGenerator random) {
        Life life;
        do {
            life = new RandomLives(random).life();
        } while (life.legs().stream().noneMatch(Life.Leg::address));
        return life;
    }

    private Life life() {
        List<Leg> legs = new ArrayList<>();
        List<String> channels = new ArrayList<>(CHANNELS);
        for (int n = 1 + random.nextInt(6); n > 0; n--) {
            legs.add(leg(channels.remove(random.nextInt(channels.size()))));
        }
        Set<String> events = new TreeSet<>();
        for (String event : List.of("sent", "read", "late")) {
            if (one(2)) {
                events.add(event);
            }
        }
        return new Life(
                any(MessageClass.values()), one(4) ? about(30 * MINUTE) : 0, one(3) ? about(4 * MINUTE) : about(90 * MINUTE), events,
                one(6) ? about(10 * MINUTE) : null, legs);
    }

    private Leg leg(String channel) {
        int parts = one(4) ? 2 + random.nextInt(2) : 1;
        boolean receipts = TELL.contains(channel);
        List<Ruling> rulings = new ArrayList<>();
        while (one(5)) {
            rulings.add(one(2) ? new Ruling(any(REFUSALS), null) : new Ruling(any(DEFERRALS), about(20 * MINUTE)));
        }
        List<Try> tries = new ArrayList<>();
        do {
            tries.add(attempt(receipts ? parts : 1));
        } while (tries.size() < 8 && !one(3));
        List<Long> replies = new ArrayList<>();
        while (one(3)) {
            replies.add(about(30 * MINUTE));
        }
        return new Leg(
                channel, !one(8), receipts, one(2) ? about(6 * MINUTE) : null, one(4), one(2) ? any(SUCCESSES) : null,
                receipts ? parts : 1, rulings, tries, replies);
    }

    private Try attempt(int parts) {
        Kind kind = one(2) ? Kind.TAKEN : any(Kind.values());
        boolean late = one(12); // the hub has stopped waiting, and has not sent it again yet
        long took = late ? Life.ANSWER_TIMEOUT + about(29 * Life.SECOND) : about(29 * Life.SECOND);
        List<Heard> heard = new ArrayList<>();
        if (kind == Kind.TAKEN || kind == Kind.UNKNOWN || kind == Kind.SILENCE) {
            boolean good = !one(3);
            for (int part = 0; part < parts; part++) {
                while (heard.size() < 3 * parts && !one(3)) {
                    State state = one(6) ? any(State.values()) : !good ? State.UNDELIVERED : one(3) ? State.READ : State.DELIVERED;
                    Heard one = new Heard(one(2) ? about(MINUTE) : about(15 * MINUTE), part, state);
                    heard.add(one);
                    if (one(4)) {
                        heard.add(new Heard(one.after() + about(MINUTE), part, state)); // told again
                    }
                }
            }
            heard.sort(Comparator.comparing(Heard::after));
        }
        return new Try(kind, took, one(2) ? null : about(3 * MINUTE), heard);
    }

    private boolean one(int of) {
        return random.nextInt(of) == 0;
    }

    /** Up to that, short ones more often. */
    private long about(long most) {
        double part = random.nextDouble();
        return 50_000 + (long) (part * part * (most - 50_000));
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private <T> T any(T[] of) {
        return of[random.nextInt(of.length)];
    }
}
