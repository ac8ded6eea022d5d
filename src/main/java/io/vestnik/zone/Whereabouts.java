package io.vestnik.zone;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;

/**
 * Where a recipient's clocks stand.
 *
 * @param zones one, or several where the hours of all of them must be kept; never empty
 * @param dates the clock by which days are counted: one of them, or the account's
 * @param source what decided
 */
public record Whereabouts(Set<ZoneId> zones, ZoneId dates, Source source) {

    public enum Source {
        CONTACT,
        REGION,
        NUMBER,
        ACCOUNT,
        STRICTEST;

        /** As timelines have it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Whereabouts in(ZoneId zone, Source source) {
        return new Whereabouts(Set.of(zone), zone, source);
    }
}
