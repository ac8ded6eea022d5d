package io.vestnik.zone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a number tells of its owner's clock: a landline and most foreign numbers do; a Russian or Kazakh mobile does not, nor does 8-800.
 */
final class NumberZones {

    private static final int KEPT = 10_000;

    private final Map<String, Optional<ZoneId>> known = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<ZoneId>> eldest) {
            return size() > KEPT;
        }
    });

    /** @param phone E.164; null: there is none */
    Optional<ZoneId> zone(String phone) {
        if (phone == null || phone.startsWith("+79") || phone.startsWith("+7800")) {
            return Optional.empty(); // most numbers here, and none of them tells
        }
        Optional<ZoneId> zone = known.get(phone);
        if (zone == null) {
            zone = look(phone);
            known.put(phone, zone);
        }
        return zone;
    }

    private static Optional<ZoneId> look(String phone) {
        try {
            List<ZoneId> zones = PhoneNumberToTimeZonesMapper.getInstance()
                    .getTimeZonesForNumber(PhoneNumberUtil.getInstance().parse(phone, null))
                    .stream()
                    .map(name -> ZoneId.of(corrected(phone, name)))
                    .toList();
            boolean alike = zones.stream().allMatch(zone -> goAlike(zone.getRules(), zones.get(0).getRules()));
            return alike ? zones.stream().findFirst() : Optional.empty();
        } catch (NumberParseException | DateTimeException e) {
            return Optional.empty(); // Etc/Unknown is no zone either
        }
    }

    /** The library means Kaliningrad. */
    private static String corrected(String phone, String zone) {
        return phone.startsWith("+7") && zone.equals("Europe/Bucharest") ? "Europe/Kaliningrad" : zone;
    }

    /** From now on: what their past was makes no difference. */
    private static boolean goAlike(ZoneRules one, ZoneRules other) {
        Instant time = Instant.now();
        if (!one.getOffset(time).equals(other.getOffset(time))) {
            return false;
        }
        for (int turn = 0; turn < 4; turn++) { // two years
            ZoneOffsetTransition next = one.nextTransition(time);
            if (!Objects.equals(next, other.nextTransition(time))) {
                return false;
            }
            if (next == null) {
                return true;
            }
            time = next.getInstant();
        }
        return true;
    }
}
