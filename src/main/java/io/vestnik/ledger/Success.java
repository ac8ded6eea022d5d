package io.vestnik.ledger;

import java.util.Locale;

/** What is known of a delivery that went out; each is more than the one before. A step asks for one of them. */
enum Success {
    /** The provider took it. */
    ACCEPTED,
    DELIVERED,
    READ,
    /** The recipient wrote back. */
    REPLY;

    /** What the delivery's step has succeeded with. @param usual what its channel tells, where the message does not say */
    static Success wanted(Message message, Delivery delivery, Success usual) {
        String asked = message.plan.get(delivery.position).success();
        return asked == null ? usual : valueOf(asked.toUpperCase(Locale.ROOT));
    }

    /** The code of a delivery that was taken or arrived, of which no more than that was heard; null: it needs none. */
    String missed() {
        return switch (this) {
            case ACCEPTED, DELIVERED -> null;
            case READ -> "not_read";
            case REPLY -> "no_reply";
        };
    }

    static boolean isMissed(String code) {
        return READ.missed().equals(code) || REPLY.missed().equals(code);
    }

    /** As requests and timelines have it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
