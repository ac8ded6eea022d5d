package io.vestnik.gate.model;

import io.vestnik.account.Permission;
import io.vestnik.contact.Preferences;
import io.vestnik.gate.Decision;
import io.vestnik.message.MessageClass;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Decides by looking through all that ever happened, and through time moment by moment. */
final class Oracle {

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
        String unreachable = unreachable(person, attempt, now);
        if (unreachable != null) {
            return new Decision.Refuse(unreachable);
        }
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
        Ceilings ceilings = new Ceilings(sender, person, attempt);
        if (!ceilings.haveRoom(now.atZone(dates).toLocalDate())) {
            Instant midnight = ceilings.midnightWithRoom(dates, now);
            return midnight == null ? new Decision.Refuse("frequency_cap") : new Decision.Wait("frequency_cap", midnight);
        }
        if (!allowed(messageClass, clocks, now)) {
            Instant opening = opening(messageClass, clocks, now, message.validUntil());
            return opening == null ? new Decision.Refuse("quiet_hours_expired") : new Decision.Wait("quiet_hours", opening);
        }
        return Decision.PASS;
    }

    /** Why the channel can't be used, whatever the recipient wishes; null: it can. */
    private String unreachable(Person person, Attempt attempt, Instant now) {
        String channel = attempt.step.channel();
        boolean foreign = Messengers.FOREIGN.contains(channel) && sender.account().foreignMessengers() == Permission.FORBIDDEN;
        if (foreign || sender.account().forbiddenChannels().contains(channel)) {
            return "channel_forbidden";
        }
        List<Event.Chat> told = person.chats.stream()
                .filter(chat -> chat.channel().equals(channel) && chat.address().equals(attempt.step.address()))
                .toList();
        if (!told.isEmpty() && !told.get(told.size() - 1).open()) {
            return "blocked";
        }
        Duration window = Messengers.WINDOWS.get(channel);
        boolean free = window == null || attempt.message.answer() || attempt.message.templates().contains(channel);
        boolean heard = free || told.stream().anyMatch(chat -> chat.open() && now.isBefore(chat.at().plus(window)));
        return heard ? null : "window_closed";
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
        Set<String> reasons = new HashSet<>();
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
        Set<Boolean> last = new HashSet<>();
        for (String address : person.allOf(attempt.message.addresses())) {
            for (String scope : new String[] {null, attempt.step.channel()}) {
                Boolean said = null;
                for (Event.Word word : person.words) {
                    if (word.address().equals(address)
                            && word.messageClass() == attempt.message.messageClass()
                            && Objects.equals(word.channel(), scope)) {
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

    /** The last of all ends of a pause of this class that lies before us; null: none. */
    private static Instant pause(Person person, Event.Message message, Instant now) {
        Instant last = null;
        for (Preferences wish : wishes(person, message)) {
            Instant end = wish.pauses().get(message.messageClass());
            if (end != null && end.isAfter(now) && (last == null || end.isAfter(last))) {
                last = end;
            }
        }
        return last;
    }

    static List<Preferences> wishes(Person person, Event.Message message) {
        List<Preferences> wishes = new ArrayList<>();
        person.contactsOf(message.addresses()).forEach(contact -> wishes.addAll(contact.wishes()));
        return wishes;
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
