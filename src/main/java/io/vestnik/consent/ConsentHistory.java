package io.vestnik.consent;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.vestnik.address.Addresses;
import io.vestnik.channel.EgressRoutes;
import io.vestnik.message.MessageClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What a person's words come to, now and at any moment before, and what shows it. */
@Component
public class ConsentHistory {

    /**
     * @param at by then these words were recorded
     * @param words of each class on each channel that the person can be reached on, or has spoken of
     */
    public record Moment(Instant at, List<Map<String, String>> addresses, List<Standing.Word> words) {}

    /**
     * An entry and what it changed.
     *
     * @param held from then on, of its class
     */
    public record Step(@JsonUnwrapped Entry entry, List<Held> held) {}

    public record Held(String channel, State state) {}

    /** The whole history of a person, oldest first, and what holds at its end. */
    public record Evidence(String account, Instant at, List<Map<String, String>> addresses, List<Step> entries, List<Standing.Word> words) {}

    private final ConsentLedger ledger;
    private final EgressRoutes channels;

    ConsentHistory(ConsentLedger ledger, EgressRoutes channels) {
        this.ledger = ledger;
        this.channels = channels;
    }

    /** @param at null: now */
    public Moment state(String account, String key, Instant at) {
        List<String> keys = ledger.person(account, key);
        List<Entry> entries = ledger.entries(account, keys, at);
        return new Moment(at == null ? ledger.now() : at, addresses(keys), words(entries, channels(keys, entries)));
    }

    public Evidence evidence(String account, String key) {
        List<String> keys = ledger.person(account, key);
        List<Entry> entries = ledger.entries(account, keys, null);
        Set<String> channels = channels(keys, entries);
        Standing standing = new Standing();
        List<Step> steps = new ArrayList<>();
        for (Entry entry : entries) {
            standing.add(entry);
            List<Held> held = channels.stream()
                    .map(channel -> new Held(channel, standing.word(entry.consent().messageClass(), channel).state()))
                    .toList();
            steps.add(new Step(entry, held));
        }
        return new Evidence(account, ledger.now(), addresses(keys), steps, words(entries, channels));
    }

    private static List<Standing.Word> words(List<Entry> entries, Set<String> channels) {
        Standing standing = Standing.of(entries);
        List<Standing.Word> words = new ArrayList<>();
        for (MessageClass messageClass : MessageClass.values()) {
            channels.forEach(channel -> words.add(standing.word(messageClass, channel)));
        }
        return words;
    }

    private Set<String> channels(List<String> keys, List<Entry> entries) {
        Set<String> all = new LinkedHashSet<>(reachable(keys));
        entries.stream().map(entry -> entry.consent().channel()).filter(channel -> channel != null).sorted().forEach(all::add);
        return all;
    }

    /** Those of the hub's channels that these keys have an address for. */
    List<String> reachable(List<String> keys) {
        Map<String, String> to = new LinkedHashMap<>();
        keys.forEach(key -> to.putAll(Entry.named(key)));
        return channels.channels().stream()
                .filter(channels)
                .filter(channel -> Addresses.on(channel, to) != null)
                .toList();
    }

    /** The hub's channels. */
    List<String> all() {
        return channels.channels();
    }

    private static List<Map<String, String>> addresses(List<String> keys) {
        return keys.stream().map(Entry::named).toList();
    }
}
