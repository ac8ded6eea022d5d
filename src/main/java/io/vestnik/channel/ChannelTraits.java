package io.vestnik.channel;

import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The {@link Traits} of the channels, as their descriptions have them now. */
@Component
public class ChannelTraits {

    private volatile Map<String, Traits> known = Map.of();

    /** By channel, all of them. */
    public void publish(Map<String, Traits> traits) {
        known = Map.copyOf(traits);
    }

    /** The channels that have a description: only these tell of chats. */
    public Set<String> described() {
        return known.keySet();
    }

    /** Never null. */
    public Traits of(String channel) {
        return known.getOrDefault(channel, Traits.PLAIN);
    }
}
