package io.vestnik.hours;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The open part of a day, in seconds of its clock.
 *
 * @param from included
 * @param until not included; over {@link #DAY} where it ends in the next day; equal to {@code from}: closed
 */
record Window(int from, int until) {

    static final int DAY = 86_400;
    static final Window ALWAYS = new Window(0, DAY);
    static final Window CLOSED = new Window(0, 0);

    private static final Pattern FORM = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)\\s*-\\s*([01]\\d|2[0-3]):([0-5]\\d)");

    /** @throws IllegalArgumentException when it is none */
    static Window of(String text) {
        if (text.equals("always") || text.equals("closed")) {
            return text.equals("always") ? ALWAYS : CLOSED;
        }
        Matcher ends = FORM.matcher(text);
        if (!ends.matches()) {
            throw new IllegalArgumentException("no window");
        }
        int from = seconds(ends.group(1), ends.group(2));
        int until = seconds(ends.group(3), ends.group(4));
        if (from == until) {
            throw new IllegalArgumentException("an empty window");
        }
        return new Window(from, until > from ? until : until + DAY);
    }

    private static int seconds(String hour, String minute) {
        return (Integer.parseInt(hour) * 60 + Integer.parseInt(minute)) * 60;
    }

    boolean isClosed() {
        return from == until;
    }

    /** As {@link #of} reads it. */
    @Override
    public String toString() {
        return equals(ALWAYS) ? "always" : isClosed() ? "closed" : time(from) + "-" + time(until % DAY);
    }

    private static String time(int seconds) {
        return "%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60);
    }
}
