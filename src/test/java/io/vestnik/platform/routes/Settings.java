package io.vestnik.platform.routes;

import io.vestnik.settings.VestnikSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The hub's settings, as a start reads them. */
final class Settings {

    private Settings() {}

    /** @param given keys and values in turn */
    static VestnikSettings of(String... given) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < given.length; i += 2) {
            all.put(given[i], given[i + 1]);
        }
        return of(all);
    }

    static VestnikSettings of(Map<String, String> all) {
        return new Binder(new MapConfigurationPropertySource(all)).bindOrCreate("vestnik", VestnikSettings.class);
    }
}
