package io.vestnik.channel;

/** Window slots and rate tokens of one provider, taken before messages are claimed for it. */
public final class Reservation {

    private final Provider provider;
    private final int slots;
    private final double share;
    private boolean settled;

    Reservation(Provider provider, int slots, double share) {
        this.provider = provider;
        this.slots = slots;
        this.share = share;
    }

    public Provider provider() {
        return provider;
    }

    public int slots() {
        return slots;
    }

    /**
     * Says what the reservation came to; the second call changes nothing. Unused slots go back; when a long message took more
     * than was reserved, the provider is in debt and the next reservation waits until it is paid.
     *
     * @param used segments that go, or went, to {@link Provider#release}
     */
    public synchronized void settle(int used) {
        if (!settled) {
            settled = true;
            provider.pool().settle(provider, slots, used, share);
        }
    }
}
