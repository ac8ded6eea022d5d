package io.vestnik.ingress.rest;

import io.vestnik.address.Addresses;
import java.util.ArrayList;
import java.util.List;

/** The one address that a call's query names, as {@code ?phone=+79161234567}. */
final class AddressParameter {

    private AddressParameter() {}

    /**
     * As a key of {@code message.addresses}.
     *
     * @param others the call's other parameters
     * @throws Refusal when it is not exactly one, or can't exist
     */
    static String of(Call call, Addresses addresses, String... others) {
        String name = name(call, addresses, others);
        String written = call.query(name);
        String given = name.equals("email") || name.equals("contact") ? written : SearchParameters.plus(written);
        if (given.isEmpty() || given.length() > 254 || given.indexOf(0) >= 0) {
            throw Refusal.parameter(name, "must have 1 to 254 characters");
        }
        String normal = addresses.normal(name, given).orElseThrow(() -> Refusal.parameter(name, addresses.rule(name)));
        return Addresses.key(name, normal);
    }

    private static String name(Call call, Addresses addresses, String... others) {
        List<String> names = new ArrayList<>(call.query().keySet());
        names.removeAll(List.of(others));
        for (String name : names) {
            if (!name.equals("contact") && !addresses.isNamed(name)) {
                throw Refusal.parameter(name, "is not phone, email, contact or a channel of this hub");
            }
        }
        if (names.size() != 1) {
            throw Refusal.parameter(names.isEmpty() ? "phone" : names.get(1), "exactly one address must be given");
        }
        return names.get(0);
    }
}
