package io.vestnik.channel.http;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** For how long a provider wants to be left alone: seconds, or a date (RFC 9110 section 10.2.3); an hour at most. */
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /**
     * @param given null: nothing
     * @return over 0; null: nothing that can be understood
     */
    static Duration read(String given, Instant now) {
        if (given == null) {
            return null;
        }
        String text = given.strip();
        if (text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            return within(Duration.ofSeconds(new BigDecimal(text).setScale(0, RoundingMode.UP).longValue()));
        }
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return within(Duration.ofSeconds(Duration.between(now, until).toSeconds() + 1));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static Duration within(Duration asked) {
        if (asked.isNegative() || asked.isZero()) {
            return null;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
