package io.vestnik.ingress.smpp;

import io.vestnik.esme.Deliver;
import io.vestnik.esme.Delivers;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Whom to tell what became of each deliver_sm; see {@link Delivers}. */
record DeliverFates(
        Consumer<Deliver> acknowledged,
        BiConsumer<Deliver, Integer> refused,
        Consumer<Deliver> unanswered,
        BiConsumer<Deliver, Duration> unsent) {

    static DeliverFates of(Delivers delivers) {
        return new DeliverFates(delivers::acknowledged, delivers::refused, delivers::unanswered, delivers::unsent);
    }
}
