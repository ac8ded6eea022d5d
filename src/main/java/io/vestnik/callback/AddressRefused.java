package io.vestnik.callback;

import java.net.UnknownHostException;

/** A callback's host has no address that a callback may reach. */
final class AddressRefused extends UnknownHostException {

    AddressRefused(String host) {
        super(host);
    }
}
