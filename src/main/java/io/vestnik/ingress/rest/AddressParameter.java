package io.vestnik.ingress.rest;

import io.vestnik.address.Addresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The one address that a call asks for, under its name as in a message's {@code to}.
 *
 * @param value in its normal form
 */
record AddressParameter(String name, String value) {

    /**
     * @param others names of parameters that are no address
     * @throws Refusal when it is missing, not the only one, or wrong
     */
    static AddressParameter of(Call call, Addresses addresses, Set<String> others) {
        List<String> names = new ArrayList<>(call.query().keySet());
        names.removeAll(others);
        for (String name : names) {
            if (!addresses.isNamed(name)) {
                throw Refusal.parameter(name, "is not phone, email, contact or a channel of this hub");
            }
        }
        if (names.size() != 1) {
            throw Refusal.parameter(names.isEmpty() ? "phone" : names.get(1), "exactly one address must be given");
        }
        String name = names.get(0);
        String written = call.query(name);
        String given = name.equals("email") || name.equals(Addresses.CONTACT) ? written : SearchParameters.plus(written);
        if (given.isEmpty() || given.length() > 254 || given.indexOf(0) >= 0) {
            throw Refusal.parameter(name, "must have 1 to 254 characters");
        }
        return new AddressParameter(
                name, addresses.normal(name, given).orElseThrow(() -> Refusal.parameter(name, addresses.rule(name))));
    }

    /** As in {@code message.addresses}. */
    String key() {
        return Addresses.key(name, value);
    }
}
