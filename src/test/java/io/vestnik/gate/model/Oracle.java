package io.vestnik.gate.model;

import io.vestnik.cap.Caps;
import io.vestnik.cap.Limits;
import io.vestnik.contact.Preferences;
import io.vestnik.gate.Decision;
import io.vestnik.message.MessageClass;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides by looking through all that ever happened, and through time moment by moment. */
final class Oracle {

    private enum Period {
        DAY,
        WEEK,
        MONTH
    }

    /** One limit, of the account or of one contact. @param channel {@code *}: all */
    private record Ceiling(String channel, Period period, int most) {}

    /** What the delivery is, besides its message. @param counted it was tried before @param messageCounted an earlier step, too, is enough */
    record Attempt(Event.Message message, Event.Step step, boolean messageCounted, boolean counted) {}

    private final Sender sender;
    private final Duration tick;

    /** @param tick on whose multiples all hours begin and end */
    Oracle(Sender sender, Duration tick) {
        this.sender = sender;
        this.tick = tick;
    }

    /**
     * @param clocks of the recipient: the hours of all of them hold
     * @param dates the clock its days are counted by
     */
    Decision decide(Person person, Attempt attempt, Set<ZoneId> clocks, ZoneId dates, Instant now) {
        Event.Message message = attempt.message;
        MessageClass messageClass = message.messageClass();
        if (message.answer() || messageClass == MessageClass.AUTHORIZATION) {
            return Decision.PASS;
        }
        Set<String> dead = deadBy(person, attempt.step, now);
        if (dead.contains("erased") && messageClass != MessageClass.TRANSACTIONAL) {
            return new Decision.Refuse("erased");
        }
        if (dead.stream().anyMatch(reason -> !reason.equals("erased"))) {
            return new Decision.Refuse("suppressed_address");
        }
        Set<Boolean> words = lastWords(person, attempt);
        if (words.contains(false)) {
            return new Decision.Refuse("opted_out");
        }
        if (messageClass == MessageClass.MARKETING && words.isEmpty()) {
            return new Decision.Refuse("no_consent");
        }
        Instant pause = pause(person, message, now);
        if (pause != null) {
            return pause.isBefore(message.validUntil()) ? new Decision.Wait("paused", pause) : new Decision.Refuse("paused");
        }
        List<Ceiling> ceilings = ceilings(person, attempt);
        LocalDate today = now.atZone(dates).toLocalDate();
        if (!ceilings.isEmpty() && !hasRoom(person, attempt, ceilings, today)) {
            Instant midnight = midnightWithRoom(person, attempt, ceilings, dates, now);
            return midnight == null ? new Decision.Refuse("frequency_cap") : new Decision.Wait("frequency_cap", midnight);
        }
        if (!allowed(messageClass, clocks, now)) {
            Instant opening = opening(messageClass, clocks, now, message.validUntil());
            return opening == null ? new Decision.Refuse("quiet_hours_expired") : new Decision.Wait("quiet_hours", opening);
        }
        return Decision.PASS;
    }

    /** Why the address is dead now, on this channel or on all. */
    static Set<String> deadBy(Person person, Event.Step step, Instant now) {
        Map<String, Event.Dead> rows = new HashMap<>();
        for (Event event : person.deaths) {
            if (event instanceof Event.Dead dead && dead.address().equalsIgnoreCase(step.address())) {
                rows.put(dead.channel(), dead);
            } else if (event instanceof Event.Lifted lifted && lifted.address().equalsIgnoreCase(step.address())) {
                rows.remove(lifted.channel());
            } else if (event instanceof Event.Word word && word.granted() && word.address().endsWith(":" + step.address())) {
                rows.values().removeIf(dead -> dead.reason().equals("erased"));
            }
        }
        Set<String> reasons = new java.util.HashSet<>();
        rows.forEach((channel, dead) -> {
            boolean meant = channel.equals("*") || channel.equals(step.channel());
            if (meant && (dead.expires() == null || dead.expires().isAfter(now))) {
                reasons.add(dead.reason());
            }
        });
        return reasons;
    }

    /** What each address said last of all channels, and what it said last of this one. */
    private static Set<Boolean> lastWords(Person person, Attempt attempt) {
        Set<Boolean> last = new java.util.HashSet<>();
        for (String address : person.allOf(attempt.message.addresses())) {
            for (String scope : new String[] {null, attempt.step.channel()}) {
                Boolean said = null;
                for (Event.Word word : person.words) {
                    if (word.address().equals(address)
                            && word.messageClass() == attempt.message.messageClass()
                            && java.util.Objects.equals(word.channel(), scope)) {
                        said = word.granted();
                    }
                }
                if (said != null) {
                    last.add(said);
                }
            }
        }
        return last;
    }

    /** The last of all ends of a pause that lies before us; null: none. A person's pauses are one: the later end, the classes of all. */
    private static Instant pause(Person person, Event.Message message, Instant now) {
        Instant last = null;
        boolean meant = false;
        for (Preferences wish : wishes(person, message)) {
            if (wish.pausedUntil() != null) {
                last = last == null || wish.pausedUntil().isAfter(last) ? wish.pausedUntil() : last;
                meant |= wish.pausedClasses().contains(message.messageClass());
            }
        }
        return meant && last.isAfter(now) ? last : null;
    }

    private static List<Preferences> wishes(Person person, Event.Message message) {
        List<Preferences> wishes = new ArrayList<>();
        person.contactsOf(message.addresses()).forEach(contact -> wishes.addAll(contact.wishes()));
        return wishes;
    }

    /** Those that this attempt would be counted under. */
    private List<Ceiling> ceilings(Person person, Attempt attempt) {
        MessageClass messageClass = attempt.message.messageClass();
        List<Caps> all = new ArrayList<>();
        all.add(sender.account().capsOf(messageClass));
        wishes(person, attempt.message).forEach(wish -> all.add(wish.capsOf(messageClass)));
        List<Ceiling> ceilings = new ArrayList<>();
        for (Caps caps : all) {
            if (!attempt.messageCounted) {
                add(ceilings, "*", caps.all());
            }
            if (!attempt.counted) {
                add(ceilings, attempt.step.channel(), caps.on(attempt.step.channel()));
            }
        }
        return ceilings;
    }

    private static void add(List<Ceiling> ceilings, String channel, Limits limits) {
        Integer[] most = {limits.day(), limits.week(), limits.month()};
        for (Period period : Period.values()) {
            if (most[period.ordinal()] != null) {
                ceilings.add(new Ceiling(channel, period, most[period.ordinal()]));
            }
        }
    }

    private static boolean hasRoom(Person person, Attempt attempt, List<Ceiling> ceilings, LocalDate day) {
        Set<String> addresses = person.allOf(attempt.message.addresses());
        for (Ceiling ceiling : ceilings) {
            if (count(person, attempt.message.messageClass(), addresses, ceiling, day) >= ceiling.most) {
                return false;
            }
        }
        return true;
    }

    /** Sends in the day, week or month that the date lies in; of each date the address that was sent most. */
    private static int count(Person person, MessageClass messageClass, Set<String> addresses, Ceiling ceiling, LocalDate date) {
        Map<LocalDate, Map<String, Integer>> found = new HashMap<>();
        for (Person.Send send : person.sends) {
            boolean counts = ceiling.channel.equals("*") ? send.message() : send.channel().equals(ceiling.channel);
            if (counts && send.messageClass() == messageClass && together(ceiling.period, send.date(), date)) {
                for (String address : send.addresses()) {
                    if (addresses.contains(address)) {
                        found.computeIfAbsent(send.date(), d -> new HashMap<>()).merge(address, 1, Integer::sum);
                    }
                }
            }
        }
        return found.values().stream()
                .mapToInt(of -> of.values().stream().mapToInt(n -> n).max().orElse(0))
                .sum();
    }

    private static boolean together(Period period, LocalDate one, LocalDate other) {
        return switch (period) {
            case DAY -> one.equals(other);
            case WEEK -> monday(one).equals(monday(other));
            case MONTH -> one.getYear() == other.getYear() && one.getMonth() == other.getMonth();
        };
    }

    private static LocalDate monday(LocalDate date) {
        LocalDate day = date;
        while (day.getDayOfWeek() != DayOfWeek.MONDAY) {
            day = day.minusDays(1);
        }
        return day;
    }

    /** Null: none before the message is of no use any more. */
    private static Instant midnightWithRoom(Person person, Attempt attempt, List<Ceiling> ceilings, ZoneId dates, Instant now) {
        LocalDate day = now.atZone(dates).toLocalDate();
        while (true) {
            day = day.plusDays(1);
            Instant midnight = midnight(day, dates);
            if (!midnight.isBefore(attempt.message.validUntil())) {
                return null;
            }
            if (hasRoom(person, attempt, ceilings, day)) {
                return midnight;
            }
        }
    }

    /** The first moment of the date. */
    private static Instant midnight(LocalDate day, ZoneId zone) {
        Instant moment = day.minusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC); // before it, wherever on earth
        while (moment.atZone(zone).toLocalDate().isBefore(day)) {
            moment = moment.plus(Duration.ofMinutes(15));
        }
        return moment;
    }

    private Instant opening(MessageClass messageClass, Set<ZoneId> clocks, Instant now, Instant validUntil) {
        long step = tick.toSeconds();
        Instant moment = Instant.ofEpochSecond((now.getEpochSecond() / step + 1) * step);
        while (moment.isBefore(validUntil)) {
            if (allowed(messageClass, clocks, moment)) {
                return moment;
            }
            moment = moment.plus(tick);
        }
        return null;
    }

    private boolean allowed(MessageClass messageClass, Set<ZoneId> clocks, Instant moment) {
        for (ZoneId clock : clocks) {
            if (!allowed(messageClass, LocalDateTime.ofInstant(moment, clock))) {
                return false;
            }
        }
        return true;
    }

    /** It is inside of what began today, or of what began yesterday and goes over midnight. */
    private boolean allowed(MessageClass messageClass, LocalDateTime local) {
        int minute = local.getHour() * 60 + local.getMinute();
        Window today = sender.window(messageClass, local.toLocalDate());
        if (today.isAlways() || minute >= today.from() && (minute < today.until() || today.until() < today.from())) {
            return true;
        }
        Window yesterday = sender.window(messageClass, local.toLocalDate().minusDays(1));
        return yesterday.until() < yesterday.from() && minute < yesterday.until();
    }
}
