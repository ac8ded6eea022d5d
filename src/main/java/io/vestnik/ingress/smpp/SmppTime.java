package io.vestnik.ingress.smpp;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** A time as {@code yyMMddHHmmsstnnp} (SMPP v3.4 §7.1.1): absolute with its offset in quarters of an hour, or relative. */
final class SmppTime {

    private static final Pattern FORM = Pattern.compile("\\d{15}[-+R]");
    private static final int CENTURY = 2000;
    private static final int MOST_QUARTERS = 48;
    private static final long QUARTER = 15 * 60L;

    private SmppTime() {}

    static boolean isRelative(String text) {
        return text.endsWith("R");
    }

    /** @throws DateTimeException when it is not of the form, or there is no such time */
    static Instant read(String text, Instant now) {
        if (!FORM.matcher(text).matches()) {
            throw new DateTimeException("not of the form");
        }
        int[] pairs = new int[6];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = number(text, i * 2, 2);
        }
        if (isRelative(text)) {
            return LocalDateTime.ofInstant(now, ZoneOffset.UTC)
                    .plusYears(pairs[0]).plusMonths(pairs[1]).plusDays(pairs[2])
                    .plusHours(pairs[3]).plusMinutes(pairs[4]).plusSeconds(pairs[5])
                    .toInstant(ZoneOffset.UTC);
        }
        int quarters = number(text, 13, 2);
        if (quarters > MOST_QUARTERS) {
            throw new DateTimeException("no such offset");
        }
        long ahead = (text.endsWith("+") ? quarters : -quarters) * QUARTER; // of UTC
        return LocalDateTime.of(CENTURY + pairs[0], pairs[1], pairs[2], pairs[3], pairs[4], pairs[5])
                .toInstant(ZoneOffset.UTC)
                .plusMillis(number(text, 12, 1) * 100L)
                .minusSeconds(ahead);
    }

    private static int number(String text, int from, int digits) {
        return Integer.parseInt(text.substring(from, from + digits));
    }
}
