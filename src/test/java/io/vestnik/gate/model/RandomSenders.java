package io.vestnik.gate.model;

import io.vestnik.account.Account;
import io.vestnik.account.Permission;
import io.vestnik.cap.Caps;
import io.vestnik.cap.Limits;
import io.vestnik.hours.Hours;
import io.vestnik.message.MessageClass;
import io.vestnik.message.Order;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Accounts of every kind. */
final class RandomSenders {

    static final List<String> CHANNELS = List.of("sms", "viber", "email", "telegram");

    private static final List<Window> WINDOWS = List.of(
            Window.of("10:00", "20:00"), Window.of("09:00", "21:00"), Window.of("08:00", "22:00"), Window.of("11:00", "19:00"),
            Window.of("12:00", "00:00"), Window.of("00:00", "06:00"), Window.of("20:00", "08:00"), Window.of("22:00", "02:30"),
            Window.of("02:15", "02:45"), Window.of("02:30", "03:30"), Window.of("23:45", "00:15"), Window.of("01:30", "01:00"),
            Window.ALWAYS, Window.CLOSED);

    private static final List<Window> WIDE = List.of(
            Window.of("09:00", "21:00"), Window.of("08:00", "22:00"), Window.of("07:30", "23:45"), Window.of("21:00", "09:30"), Window.ALWAYS);

    private final RandomGenerator random;

    RandomSenders(RandomGenerator random) {
        this.random = random;
    }

    /** @param tick on whose multiples its hours begin and end */
    Sender next(String id, Duration tick) {
        while (true) {
            try {
                return draw(id, tick);
            } catch (IllegalArgumentException e) {
                // hours that are never open in its whole market: the hub would not start with them
            }
        }
    }

    private Sender draw(String id, Duration tick) {
        boolean strictest = random.nextInt(3) == 0;
        boolean allRussia = random.nextBoolean();
        Account.Times times = new Account.Times(
                Duration.ofMinutes(10),
                strictest ? Account.UnknownZone.STRICTEST : Account.UnknownZone.OWN,
                allRussia ? Set.of() : market());
        Map<MessageClass, Sender.Week> weeks = new EnumMap<>(MessageClass.class);
        Map<MessageClass, Hours> hours = new EnumMap<>(MessageClass.class);
        Map<MessageClass, Caps> caps = new EnumMap<>(MessageClass.class);
        for (MessageClass messageClass : MessageClass.values()) {
            boolean held = messageClass != MessageClass.AUTHORIZATION;
            Sender.Week week = !held ? Sender.Week.ALWAYS : strictest && allRussia ? wide() : week(tick);
            weeks.put(messageClass, week);
            hours.put(messageClass, week.hours());
            if (held && random.nextInt(messageClass == MessageClass.MARKETING ? 3 : 6) < 2) {
                caps.put(messageClass, caps(random));
            }
        }
        Account account = new Account(
                id, null, List.of(), null, null, null, List.of(), List.of(), Order.GIVEN, null, null, any(Atlas.ZONES), hours, times, caps,
                random.nextInt(8) == 0 ? Permission.FORBIDDEN : Permission.ALLOWED, random.nextInt(8) == 0 ? Set.of(any(CHANNELS)) : Set.of());
        Map<LocalDate, String> days = new TreeMap<>();
        for (int n = random.nextInt(40); n > 0; n--) {
            days.put(LocalDate.ofYearDay(2026, 1 + random.nextInt(365)), any(List.of("holiday", "weekend", "workday")));
        }
        return new Sender(account, weeks, days);
    }

    /** Enough for all zones of Russia together, on some days. */
    private Sender.Week wide() {
        Window workdays = any(WIDE);
        return new Sender.Week(workdays, random.nextBoolean() ? workdays : any(WIDE), random.nextBoolean() ? workdays : any(WINDOWS));
    }

    private Sender.Week week(Duration tick) {
        Window workdays = window(tick);
        Window weekends = random.nextInt(2) == 0 ? workdays : window(tick);
        return new Sender.Week(workdays, weekends, random.nextInt(2) == 0 ? workdays : window(tick));
    }

    private Window window(Duration tick) {
        if (random.nextInt(3) > 0) {
            return any(WINDOWS);
        }
        int minutes = (int) tick.toMinutes();
        int from = random.nextInt(1440 / minutes) * minutes;
        int long_ = minutes + random.nextInt(1440 / minutes - 1) * minutes;
        return new Window(from, (from + long_) % 1440);
    }

    private Set<ZoneId> market() {
        Set<ZoneId> zones = new HashSet<>();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            zones.add(any(Atlas.ZONES));
        }
        return zones;
    }

    static Caps caps(RandomGenerator random) {
        Map<String, Limits> channels = new HashMap<>();
        for (String channel : CHANNELS) {
            if (random.nextInt(4) == 0) {
                channels.put(channel, new Limits(limit(random, 2), limit(random, 3), limit(random, 6)));
            }
        }
        return new Caps(limit(random, 3), limit(random, 5), limit(random, 9), channels);
    }

    private static Integer limit(RandomGenerator random, int most) {
        int n = random.nextInt(2) == 0 ? 0 : 1 + random.nextInt(most);
        return n > 0 ? Integer.valueOf(n) : random.nextInt(40) == 0 ? 0 : null;
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
