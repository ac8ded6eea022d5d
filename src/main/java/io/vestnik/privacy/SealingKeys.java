package io.vestnik.privacy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The key that seals, and those that only open what they sealed before. */
final class SealingKeys {

    private final SealingKey current;
    private final Map<String, SealingKey> byId = new HashMap<>();

    /** @param current in Base64; null: nothing is sealed from now on */
    SealingKeys(String current, List<String> old) {
        this.current = current == null ? null : SealingKey.of(current);
        old.stream().map(SealingKey::of).forEach(key -> byId.put(key.id(), key));
        if (this.current != null) {
            byId.put(this.current.id(), this.current);
        }
    }

    /** Null: none. */
    SealingKey current() {
        return current;
    }

    Set<String> ids() {
        return byId.keySet();
    }

    SealingKey get(String id) {
        SealingKey key = byId.get(id);
        if (key == null) {
            throw new IllegalStateException("a value is sealed with key " + id + ", which is not set");
        }
        return key;
    }
}
