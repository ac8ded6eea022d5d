package io.vestnik.esme;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;

/**
 * ULIDs in the order of time whose last ten bits are free: one told status of a message is a receipt for each of its parts, and the
 * database, which knows the parts, numbers them there.
 */
final class DeliverIds {

    private static final int FREE_BITS = 10;
    private static final int RANDOM_HIGH_BITS = 16; // of the first half; before them are 48 of time

    private DeliverIds() {}

    static String next() {
        Ulid ulid = UlidCreator.getMonotonicUlid();
        long high = ulid.getMostSignificantBits();
        long low = ulid.getLeastSignificantBits();
        long random = high << FREE_BITS | low >>> Long.SIZE - FREE_BITS;
        long mask = (1L << RANDOM_HIGH_BITS) - 1;
        return new Ulid(high & ~mask | random & mask, low << FREE_BITS).toString();
    }
}
