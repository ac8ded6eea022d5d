package io.vestnik.benchmark;

/** The messages of a load: numbered from {@code first} to before {@code end}; {@code started} as {@link System#nanoTime}. */
record Span(int first, int end, long started) {

    int count() {
        return end - first;
    }
}
