package io.vestnik.gate.model;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Channels of the model that have chats. */
final class Messengers {

    static final Set<String> ALL = Set.of("viber", "telegram");
    static final Set<String> FOREIGN = Set.of("viber");
    static final Map<String, Duration> WINDOWS = Map.of("viber", Duration.ofHours(24));

    private Messengers() {}
}
