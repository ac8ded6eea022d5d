package io.vestnik.channel;

/**
 * A provider at one moment, on this node.
 *
 * @param state {@code usable}, {@code throttled}, {@code circuit_open}, {@code unbound} or {@code paused}: the hardest of them
 * @param sessions that can submit; 1 where the protocol has none
 * @param window slots that can be used at all
 * @param inFlight slots in use
 * @param circuit {@code closed}, {@code open}, or {@code trial}: one message is out to see
 * @param throttledFor milliseconds; 0: it is not
 */
public record ProviderCondition(
        String channel,
        String name,
        String state,
        int sessions,
        int window,
        int inFlight,
        String circuit,
        long throttledFor) {

    /** It has refused us, or failed too often, and no answer since then was better. */
    public boolean isCircuitOpen() {
        return !circuit.equals("closed");
    }
}
