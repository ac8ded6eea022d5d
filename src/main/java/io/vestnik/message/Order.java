package io.vestnik.message;

import java.util.Locale;

/** In which order the steps of a message are tried. */
public enum Order {
    /** As they are listed. */
    GIVEN,
    /** By the prices of their channels. */
    CHEAPEST,
    /** As the recipient wishes, then where it is known to be reached. */
    PREFERRED;

    /** @throws IllegalArgumentException with the rule: there is no such order */
    public static Order of(String name) {
        for (Order order : values()) {
            if (order.toString().equals(name)) {
                return order;
            }
        }
        throw new IllegalArgumentException("must be given, cheapest or preferred");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
