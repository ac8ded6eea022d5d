package io.vestnik.gate.model;

/**
 * A daily window, in minutes from midnight.
 *
 * @param from included
 * @param until not included; lower than {@code from}: it ends on the next day
 */
record Window(int from, int until) {

    static final Window ALWAYS = new Window(0, 0);
    /** No minute of a day is in it. */
    static final Window CLOSED = new Window(1440, 1440);

    static Window of(String from, String until) {
        return new Window(minute(from), minute(until));
    }

    boolean isAlways() {
        return equals(ALWAYS);
    }

    /** As settings have it. */
    @Override
    public String toString() {
        return isAlways() ? "always" : equals(CLOSED) ? "closed" : "%02d:%02d-%02d:%02d".formatted(from / 60, from % 60, until / 60, until % 60);
    }

    private static int minute(String time) {
        String[] parts = time.split(":");
        return Integer.parseInt(parts[0]) * 60 + Integer.parseInt(parts[1]);
    }
}
