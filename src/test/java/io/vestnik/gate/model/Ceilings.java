package io.vestnik.gate.model;

import io.vestnik.cap.Caps;
import io.vestnik.cap.Limits;
import io.vestnik.message.MessageClass;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The oracle's caps: each limit of the account's and of every contact's by itself, against all that was ever sent. */
final class Ceilings {

    private enum Period {
        DAY,
        WEEK,
        MONTH
    }

    /** One limit, of the account or of one contact. @param channel {@code *}: all */
    private record Ceiling(String channel, Period period, int most) {}

    private final Person person;
    private final Event.Message message;
    private final Set<String> addresses;
    private final List<Ceiling> all;

    /** Those that this attempt would be counted under. */
    Ceilings(Sender sender, Person person, Oracle.Attempt attempt) {
        this.person = person;
        this.message = attempt.message();
        this.addresses = person.countedAs(message.addresses());
        this.all = ceilings(sender, person, attempt);
    }

    private static List<Ceiling> ceilings(Sender sender, Person person, Oracle.Attempt attempt) {
        MessageClass messageClass = attempt.message().messageClass();
        List<Caps> all = new ArrayList<>();
        all.add(sender.account().capsOf(messageClass));
        Oracle.wishes(person, attempt.message()).forEach(wish -> all.add(wish.capsOf(messageClass)));
        List<Ceiling> ceilings = new ArrayList<>();
        for (Caps caps : all) {
            if (!attempt.messageCounted()) {
                add(ceilings, "*", caps.all());
            }
            if (!attempt.counted()) {
                add(ceilings, attempt.step().channel(), caps.on(attempt.step().channel()));
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

    /** Under each of them, on that date. */
    boolean haveRoom(LocalDate day) {
        for (Ceiling ceiling : all) {
            if (count(ceiling, day) >= ceiling.most) {
                return false;
            }
        }
        return true;
    }

    /** Sends in the day, week or month that the date lies in; of each date the address that was sent most. */
    private int count(Ceiling ceiling, LocalDate date) {
        Map<LocalDate, Map<String, Integer>> found = new HashMap<>();
        for (Person.Send send : person.sends) {
            boolean counts = ceiling.channel.equals("*") ? send.message() : send.channel().equals(ceiling.channel);
            if (counts && send.messageClass() == message.messageClass() && together(ceiling.period, send.date(), date)) {
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
    Instant midnightWithRoom(ZoneId dates, Instant now) {
        LocalDate day = now.atZone(dates).toLocalDate();
        while (true) {
            day = day.plusDays(1);
            Instant midnight = midnight(day, dates);
            if (!midnight.isBefore(message.validUntil())) {
                return null;
            }
            if (haveRoom(day)) {
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
}
