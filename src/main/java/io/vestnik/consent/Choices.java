package io.vestnik.consent;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.message.MessageClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** What a person chooses for themself: the page's way into the ledger. */
@Component
public class Choices {

    /** What a person can choose about; codes and what belongs to a purchase are always sent. */
    public static final List<MessageClass> CLASSES = List.of(MessageClass.MARKETING, MessageClass.SERVICE);

    private static final String RECIPIENT = "recipient";

    /** Of which a grant for all channels may tell: those of the contract. */
    private static final Set<String> CHANNELS = Set.of(
            "sms", "email", "telegram", "whatsapp", "viber", "vk", "ok", "max", "push", "voice", "flashcall", "chat");

    /** @param channels that the hub has, and the person an address for */
    public record Person(List<String> channels, Standing standing) {}

    private final ConsentLedger ledger;
    private final ConsentHistory history;

    Choices(ConsentLedger ledger, ConsentHistory history) {
        this.ledger = ledger;
        this.history = history;
    }

    /** @param key one of the person's, as in {@code message.addresses} */
    public Person of(String account, String key) {
        List<String> keys = ledger.person(account, key);
        return new Person(history.reachable(keys), ledger.standing(account, keys));
    }

    /**
     * Makes what stands equal to what was chosen, on all addresses of the person; what was not chosen about stays as it is.
     *
     * @param wanted by class and channel: whether to be sent it
     */
    public void choose(String account, String key, Map<MessageClass, Map<String, Boolean>> wanted, JsonNode evidence) {
        ledger.change(account, key, (keys, standing) -> {
            Choosing choosing = new Choosing(account, keys, standing, ledger.now(), evidence);
            wanted.forEach((messageClass, channels) -> choosing.make(messageClass, channels, channels()));
            return choosing.said();
        });
    }

    /** Withdraws all that can be, on all channels. */
    public void stop(String account, String key, JsonNode evidence) {
        ledger.change(account, key, (keys, standing) -> {
            Choosing choosing = new Choosing(account, keys, standing, ledger.now(), evidence);
            CLASSES.forEach(choosing::stop);
            return choosing.said();
        });
    }

    /** Withdraws marketing by mail: RFC 8058. */
    public void unsubscribe(String account, String key, JsonNode evidence) {
        ledger.change(account, key, (keys, standing) -> {
            Choosing choosing = new Choosing(account, keys, standing, ledger.now(), evidence);
            choosing.withdraw(MessageClass.MARKETING, "email");
            return choosing.said();
        });
    }

    private Set<String> channels() {
        Set<String> all = new TreeSet<>(CHANNELS);
        all.addAll(history.all());
        return all;
    }

    /** What is said so that a choice comes true. */
    private static final class Choosing {

        private final String account;
        private final List<String> keys;
        private final Standing standing;
        private final Instant at;
        private final JsonNode evidence;
        private final List<Consent> said = new ArrayList<>();

        /** @param standing follows what is said */
        private Choosing(String account, List<String> keys, Standing standing, Instant now, JsonNode evidence) {
            this.account = account;
            this.keys = keys;
            this.standing = standing;
            this.evidence = evidence;
            Instant last = standing.lastAt();
            this.at = last == null || now.isAfter(last) ? now : last.plusMillis(1); // another node's clock is ahead: it is the later word
        }

        private List<Consent> said() {
            return said;
        }

        /** A withdrawal for all channels can't be taken back for one: it is lifted, and the others are withdrawn one by one. */
        private void make(MessageClass messageClass, Map<String, Boolean> wanted, Set<String> channels) {
            Set<String> sent = new LinkedHashSet<>(); // as it shall be
            Set<String> all = new TreeSet<>(channels);
            all.addAll(wanted.keySet());
            all.forEach(channel -> {
                if (wanted.getOrDefault(channel, allows(messageClass, channel))) {
                    sent.add(channel);
                }
            });
            List<String> stopped = keys.stream()
                    .filter(key -> !standing.everywhere(key, messageClass).orElse(true))
                    .toList();
            if (!sent.isEmpty() && !stopped.isEmpty()) {
                say(stopped, messageClass, null, true);
            }
            for (String channel : all) {
                if (sent.contains(channel) != allows(messageClass, channel)) {
                    say(keys, messageClass, channel, sent.contains(channel));
                }
            }
        }

        private void stop(MessageClass messageClass) {
            List<String> open = keys.stream()
                    .filter(key -> standing.everywhere(key, messageClass).orElse(true))
                    .toList();
            if (!open.isEmpty()) {
                say(open, messageClass, null, false);
            }
        }

        private void withdraw(MessageClass messageClass, String channel) {
            if (standing.word(messageClass, channel).state() != State.WITHDRAWN) {
                say(keys, messageClass, channel, false);
            }
        }

        private boolean allows(MessageClass messageClass, String channel) {
            return standing.word(messageClass, channel).state().allows(messageClass);
        }

        private void say(List<String> addresses, MessageClass messageClass, String channel, boolean granted) {
            addresses.forEach(address -> {
                Consent consent = new Consent(
                        "", account, List.of(address), messageClass, channel, granted, "page", evidence, at, RECIPIENT);
                said.add(consent);
                standing.add(new Entry(consent, at));
            });
        }
    }
}
