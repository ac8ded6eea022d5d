package io.vestnik.health;

/**
 * How a provider did, over all nodes.
 *
 * @param weight percent of its share that its health leaves it
 * @param weightReason {@code errors} or {@code slow}; null: it has all of it
 * @param lastHour null: it was not counted yet
 * @param quickShare of the last messages that had their time, 0 to 1; null: there were none
 * @param errors in the minute that runs or the one before, the greater
 */
public record ProviderReport(int weight, String weightReason, LastHour lastHour, Double quickShare, int errors) {

    static final ProviderReport NONE = new ProviderReport(100, null, null, null, 0);

    /**
     * @param sent messages that it took
     * @param quickShare of those that had their time, how many were heard of in it, 0 to 1; null: there were none
     * @param errors messages that it did not take or answer
     */
    public record LastHour(int sent, Double quickShare, int errors) {}
}
