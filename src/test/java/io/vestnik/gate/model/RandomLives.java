package io.vestnik.gate.model;

import io.vestnik.cap.Caps;
import io.vestnik.contact.Preferences;
import io.vestnik.message.MessageClass;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** A year in a person's life: who it is known as, what it says, and what it is written. */
final class RandomLives {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);

    private static final List<Instant> CLOCK_CHANGES = clockChanges();
    private static final List<Duration> VALIDITIES = List.of(
            Duration.ofMinutes(10), Duration.ofHours(3), Duration.ofHours(12), Duration.ofHours(24), Duration.ofDays(2),
            Duration.ofDays(3), Duration.ofDays(7));
    private static final MessageClass[] CLASSES = {
        MessageClass.MARKETING, MessageClass.MARKETING, MessageClass.MARKETING, MessageClass.MARKETING, MessageClass.SERVICE,
        MessageClass.SERVICE, MessageClass.TRANSACTIONAL, MessageClass.AUTHORIZATION
    };

    private final RandomGenerator random;
    /** By which it is reached, as in {@code message.addresses}. */
    private final List<String> addresses;
    private final List<Event> events = new ArrayList<>();
    private final List<Instant> busyTimes;

    private RandomLives(RandomGenerator random) {
        this.random = random;
        boolean tells = random.nextInt(3) == 0;
        String phone = tells ? any(List.copyOf(new TreeSet<>(Atlas.NUMBERS.keySet()))) : "+79161234567";
        this.addresses = List.of("phone:" + phone, "email:anna@example.org", "telegram:777000", "phone:+79261234567");
        this.busyTimes = List.of(uniform(), uniform());
    }

    /** In the order of time; where two things happen at once, in that of the list. */
    static List<Event> next(RandomGenerator random) {
        RandomLives life = new RandomLives(random);
        life.contacts();
        life.words();
        life.deaths();
        life.chats();
        for (int n = 3 + random.nextInt(8); n > 0; n--) {
            life.events.add(life.message(life.moment()));
        }
        life.events.sort(Comparator.comparing(Event::at));
        return life.events;
    }

    /** One that is sent at a given moment, to at most one address of each name. */
    static Event.Message message(RandomGenerator random, Instant at) {
        RandomLives life = new RandomLives(random);
        while (true) {
            Event.Message message = life.message(at);
            if (message.addresses().stream().map(key -> key.substring(0, key.indexOf(':'))).distinct().count() == message.addresses().size()) {
                return message;
            }
        }
    }

    private void contacts() {
        int contacts = Math.min(3, random.nextInt(5));
        for (int n = 0; n < contacts; n++) {
            Set<String> own = new TreeSet<>();
            for (int a = n; a < addresses.size(); a += contacts) {
                own.add(addresses.get(a));
            }
            put(random.nextInt(3) > 0 ? START : moment(), "c" + n, own);
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                put(moment(), "c" + n, own);
            }
        }
        if (contacts > 1 && random.nextBoolean()) {
            Instant at = moment();
            events.add(new Event.Merged(at, "c1", "c0"));
            events.removeIf(event -> event instanceof Event.Put put && put.id().equals("c1") && !put.at().isBefore(at));
        }
    }

    private void put(Instant at, String id, Set<String> own) {
        ZoneId zone = random.nextInt(3) == 0 ? any(Atlas.ZONES) : null;
        String region = random.nextInt(3) == 0 ? any(List.copyOf(new TreeSet<>(Atlas.REGIONS.keySet()))) : null;
        events.add(new Event.Put(at, id, own, zone, region, wishes(at)));
    }

    private Preferences wishes(Instant at) {
        Map<MessageClass, Caps> caps = new EnumMap<>(MessageClass.class);
        if (random.nextInt(3) == 0) {
            caps.put(MessageClass.MARKETING, RandomSenders.caps(random));
        }
        if (random.nextInt(6) == 0) {
            caps.put(MessageClass.SERVICE, RandomSenders.caps(random));
        }
        if (random.nextInt(3) > 0) {
            return new Preferences(caps, null, Set.of());
        }
        Set<MessageClass> classes = new HashSet<>();
        for (int n = random.nextInt(3); n >= 0; n--) {
            classes.add(CLASSES[random.nextInt(CLASSES.length)]);
        }
        Instant until = at.plus(Duration.ofHours(random.nextInt(24 * 60))).truncatedTo(ChronoUnit.MINUTES);
        return new Preferences(caps, until, random.nextBoolean() ? Preferences.PAUSED : classes);
    }

    private void words() {
        if (random.nextInt(4) > 0) {
            events.add(new Event.Word(START, any(addresses), MessageClass.MARKETING, null, true));
        }
        for (int n = random.nextInt(5); n > 0; n--) {
            String channel = random.nextBoolean() ? null : any(RandomSenders.CHANNELS);
            events.add(new Event.Word(moment(), any(addresses), CLASSES[random.nextInt(7)], channel, random.nextInt(5) > 1));
        }
    }

    private void deaths() {
        for (int n = random.nextInt(3); n > 0; n--) {
            Instant at = moment();
            String address = value(any(addresses));
            String channel = random.nextBoolean() ? "*" : any(RandomSenders.CHANNELS);
            boolean erased = random.nextInt(3) == 0;
            String reason = erased ? "erased" : any(List.of("permanent_failure", "hard_bounce", "refused_by_operator", "manual"));
            Instant expires = erased || random.nextBoolean() ? null : at.plus(Duration.ofDays(random.nextInt(90)));
            events.add(new Event.Dead(at, address, erased ? "*" : channel, reason, expires));
            if (!erased && random.nextInt(4) == 0) {
                events.add(new Event.Lifted(at.plus(Duration.ofHours(random.nextInt(2000))), address, channel));
            }
        }
    }

    /** By phone or by a name of its own: mostly it writes, and again soon. */
    private void chats() {
        for (int n = random.nextInt(6); n > 0; n--) {
            String address = any(addresses);
            String channel = address.startsWith("telegram:") ? "telegram" : "viber";
            if (!address.startsWith("email:")) {
                Instant at = moment();
                events.add(new Event.Chat(at, value(address), channel, random.nextInt(5) > 0));
                if (random.nextInt(4) == 0) {
                    events.add(new Event.Chat(at.plusSeconds(random.nextInt(400_000)), value(address), channel, random.nextBoolean()));
                }
            }
        }
    }

    private Event.Message message(Instant at) {
        List<String> to = new ArrayList<>(addresses);
        while (to.size() > 1 && random.nextInt(3) > 0) {
            to.remove(random.nextInt(to.size()));
        }
        List<Event.Step> steps = new ArrayList<>();
        for (String address : to) {
            Duration after = Duration.ofSeconds(5 + random.nextInt(20_000));
            int retries = random.nextInt(8) == 0 ? 1 + random.nextInt(2) : 0;
            steps.add(new Event.Step(channel(address), value(address), retries, random.nextInt(3) > 0, after));
        }
        if (random.nextInt(5) == 0) {
            to.add("contact:c" + random.nextInt(3));
        }
        MessageClass messageClass = CLASSES[random.nextInt(CLASSES.length)];
        Duration late = random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(random.nextInt(600_000));
        boolean answer = random.nextInt(40) == 0;
        Set<String> templates = random.nextInt(3) > 0 ? Set.of() : Set.of(any(RandomSenders.CHANNELS));
        return new Event.Message(at, messageClass, to, steps, any(VALIDITIES), answer, late, templates);
    }

    private String channel(String address) {
        return address.startsWith("phone:") ? random.nextInt(3) > 0 ? "sms" : "viber" : address.substring(0, address.indexOf(':'));
    }

    private static String value(String address) {
        return address.substring(address.indexOf(':') + 1);
    }

    /** Mostly in one of two busy weeks, often where clocks change or a month ends, and often on the minute. */
    private Instant moment() {
        int kind = random.nextInt(10);
        Instant moment = kind < 6 ? near(any(busyTimes), Duration.ofDays(4))
                : kind < 8 ? near(any(CLOCK_CHANGES), Duration.ofHours(6))
                : uniform();
        return switch (random.nextInt(6)) {
            case 0 -> moment.truncatedTo(ChronoUnit.HOURS);
            case 1 -> moment.truncatedTo(ChronoUnit.MINUTES);
            default -> moment;
        };
    }

    private Instant near(Instant time, Duration most) {
        return time.plusMillis(random.nextLong(-most.toMillis(), most.toMillis()));
    }

    private Instant uniform() {
        return START.plusMillis(random.nextLong(YEAR.toMillis()));
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static List<Instant> clockChanges() {
        List<Instant> changes = new ArrayList<>();
        for (ZoneId zone : Atlas.ZONES) {
            var change = zone.getRules().nextTransition(START);
            while (change != null && change.getInstant().isBefore(START.plus(YEAR))) {
                changes.add(change.getInstant());
                change = zone.getRules().nextTransition(change.getInstant());
            }
        }
        return changes;
    }
}
