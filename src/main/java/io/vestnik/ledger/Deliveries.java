package io.vestnik.ledger;

import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.message.Step;
import java.util.concurrent.ThreadLocalRandom;

/** Makes deliveries that are not stored yet. */
final class Deliveries {

    private Deliveries() {}

    static Delivery create(int position, Step step) {
        int reference = ThreadLocalRandom.current().nextInt(1 << 16);
        return new Delivery(
                UlidCreator.getMonotonicUlid().toString(), position, step, reference, true, DeliveryStatus.QUEUED);
    }
}
