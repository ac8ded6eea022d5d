package io.vestnik.gate.model;

import io.vestnik.account.Accounts;
import io.vestnik.cap.Counts;
import io.vestnik.contact.Preferences;
import io.vestnik.gate.Facts;
import io.vestnik.gate.Policy;
import io.vestnik.gate.Reach;
import io.vestnik.hours.WorkCalendar;
import io.vestnik.message.MessageClass;
import io.vestnik.zone.Whereabouts;
import io.vestnik.zone.Zones;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** An account, and the lives of its people, as the hub's own types have them. */
final class Translation {

    private static final Zones ZONES = new Zones();

    private final Sender sender;
    private final Accounts accounts;
    private final Map<MessageClass, Policy> policies = new EnumMap<>(MessageClass.class);

    Translation(Sender sender) {
        this.sender = sender;
        this.accounts = new Accounts(List.of(sender.account()), Clock.systemUTC());
        WorkCalendar calendar = sender.calendar();
        sender.weeks().forEach((messageClass, week) ->
                policies.put(messageClass, new Policy(week.hours(), calendar, sender.account().capsOf(messageClass))));
    }

    Policy policy(MessageClass messageClass) {
        return policies.get(messageClass);
    }

    Whereabouts whereabouts(Person person, Event.Message message) {
        List<Person.Known> contacts = person.contactsOf(message.addresses());
        return ZONES.of(
                sender.account(),
                contacts.stream().map(Person.Known::zone).filter(Objects::nonNull).map(ZoneId::getId).toList(),
                contacts.stream().filter(c -> c.zone() == null).map(Person.Known::region).filter(Objects::nonNull).toList(),
                List.copyOf(person.allOf(message.addresses())));
    }

    /** The message's, else one of the person's; null: none. */
    static String phone(Person person, Event.Message message) {
        return person.allOf(message.addresses()).stream()
                .filter(address -> address.startsWith("phone:"))
                .map(address -> address.substring("phone:".length()))
                .findFirst()
                .orElse(null);
    }

    Facts facts(Person person, Oracle.Attempt attempt, Whereabouts whereabouts, Instant now) {
        Event.Message message = attempt.message();
        Set<String> addresses = person.allOf(message.addresses());
        Preferences wishes = person.contactsOf(message.addresses()).stream()
                .flatMap(contact -> contact.wishes().stream())
                .reduce(Preferences::and)
                .orElse(Preferences.NONE);
        return new Facts(
                message.messageClass(),
                attempt.step().channel(),
                message.validUntil(),
                message.answer(),
                reach(person, attempt),
                consent(person, addresses, attempt),
                suppressed(Oracle.deadBy(person, attempt.step(), now), message.messageClass()),
                whereabouts,
                wishes,
                counts(person, person.countedAs(message.addresses()), message.messageClass()),
                attempt.messageCounted(),
                attempt.counted());
    }

    private Reach reach(Person person, Oracle.Attempt attempt) {
        String channel = attempt.step().channel();
        boolean blocked = false;
        Instant heard = null;
        for (Event.Chat chat : person.chats) {
            if (chat.channel().equals(channel) && chat.address().equals(attempt.step().address())) {
                blocked = !chat.open();
                heard = chat.open() ? chat.at() : heard;
            }
        }
        Duration window = attempt.message().templates().contains(channel) ? null : Messengers.WINDOWS.get(channel);
        Instant closes = window == null ? null : heard == null ? Instant.MIN : heard.plus(window);
        return new Reach(accounts.forbids(sender.account(), channel, Messengers.FOREIGN.contains(channel)), blocked, closes);
    }

    private static Facts.Consent consent(Person person, Set<String> addresses, Oracle.Attempt attempt) {
        Map<List<String>, Boolean> state = new HashMap<>(); // by address and scope, as it came to be
        for (Event.Word word : person.words) {
            boolean here = word.channel() == null || word.channel().equals(attempt.step().channel());
            if (here && word.messageClass() == attempt.message().messageClass() && addresses.contains(word.address())) {
                state.put(List.of(word.address(), String.valueOf(word.channel())), word.granted());
            }
        }
        Collection<Boolean> words = state.values();
        return words.contains(false) ? Facts.Consent.WITHDRAWN : words.isEmpty() ? Facts.Consent.NONE : Facts.Consent.GRANTED;
    }

    /** The reason that decides, where there are two. */
    private static String suppressed(Set<String> reasons, MessageClass messageClass) {
        boolean erased = reasons.contains("erased");
        String other = reasons.stream().filter(reason -> !reason.equals("erased")).sorted().findFirst().orElse(null);
        return erased && (other == null || messageClass != MessageClass.TRANSACTIONAL) ? "erased" : other;
    }

    /** As each of its addresses was counted, the highest number of each. */
    static Counts counts(Person person, Set<String> addresses, MessageClass messageClass) {
        Map<LocalDate, Map<String, Integer>> days = new HashMap<>();
        for (String address : addresses) {
            Map<LocalDate, Map<String, Integer>> own = new HashMap<>();
            for (Person.Send send : person.sends) {
                if (send.messageClass() == messageClass && send.addresses().contains(address)) {
                    Map<String, Integer> day = own.computeIfAbsent(send.date(), d -> new HashMap<>());
                    day.merge(send.channel(), 1, Integer::sum);
                    if (send.message()) {
                        day.merge(Counts.ALL, 1, Integer::sum);
                    }
                }
            }
            own.forEach((date, counted) -> counted.forEach(
                    (key, n) -> days.computeIfAbsent(date, d -> new HashMap<>()).merge(key, n, Math::max)));
        }
        return new Counts(days);
    }
}
