package io.vestnik.gate.model;

/**
 * A daily window, in minutes from midnight.
 *
 * @param from included
 * @param until not included; lower than {@code from}: it ends on the next day; equal: the whole day
 */
record Window(int from, int until) {

    static final Window ALWAYS = new Window(0, 0);

    static Window of(String from, String until) {
        return new Window(minute(from), minute(until));
    }

    boolean isAlways() {
        return from == until;
    }

    /** As settings have it. */
    @Override
    public String toString() {
        return isAlways() ? "always" : "%02d:%02d-%02d:%02d".formatted(from / 60, from % 60, until / 60, until % 60);
    }

    private static int minute(String time) {
        String[] parts = time.split(":");
        return Integer.parseInt(parts[0]) * 60 + Integer.parseInt(parts[1]);
    }
}
