package io.vestnik.zone;

import java.time.ZoneId;
import java.util.Optional;

/** Regions by their ISO 3166-2 code ({@code RU-KGD}) or name, and the zone of each. */
public final class Regions {

    private Regions() {}

    /** Empty: not a region that the hub knows. */
    public static Optional<ZoneId> zone(String region) {
        return Optional.empty();
    }
}
