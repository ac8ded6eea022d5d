package io.vestnik.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CheckedNamesTest {

    @Test
    void refusesANameOfThisMachineAndLiterals() {
        try (CheckedNames names = new CheckedNames(InetAddress::getAllByName, AddressGuard::allows)) {
            for (String host : new String[] {"localhost", "LOCALHOST", "127.0.0.1", "[::1]", "0x7f.1", "0"}) {
                assertThatThrownBy(() -> names.look(host).join()).as(host).hasCauseInstanceOf(UnknownHostException.class);
                assertThatThrownBy(() -> names.resolve(host)).as(host).isInstanceOf(UnknownHostException.class);
            }
            assertThatThrownBy(() -> names.look("localhost").join()).hasCauseInstanceOf(AddressRefused.class);
        }
    }

    @Test
    void keepsTheAllowedAddressesOfAMixedAnswer() throws Exception {
        try (CheckedNames names = new CheckedNames(host -> addresses("10.0.0.1", "8.8.8.8"), AddressGuard::allows)) {
            names.look("mixed.example").join();
            assertThat(names.resolve("mixed.example")).containsExactly(InetAddress.getByName("8.8.8.8"));
        }
    }

    @Test
    void connectsToTheAddressThatWasCheckedThoughDnsChangesItsMind() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CheckedNames.Lookup rebinding = host -> addresses(asked.getAndIncrement() == 0 ? "8.8.8.8" : "127.0.0.1");
        try (CheckedNames names = new CheckedNames(rebinding, AddressGuard::allows)) {
            names.look("rebinding.example").join();
            assertThat(names.resolve("rebinding.example")).containsExactly(InetAddress.getByName("8.8.8.8"));
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void asksOnceForManyAndWaitsForNoHangingName() {
        CountDownLatch hanging = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        CheckedNames.Lookup lookup = host -> {
            if (host.equals("hanging.example")) {
                asked.incrementAndGet();
                await().until(() -> hanging.getCount() == 0);
            }
            return addresses("8.8.8.8");
        };
        try (CheckedNames names = new CheckedNames(lookup, AddressGuard::allows)) {
            for (int i = 0; i < 100; i++) {
                assertThat(names.look("hanging.example")).isNotDone();
            }
            assertThat(names.look("good.example").join()).hasSize(1);
            hanging.countDown();
            assertThat(names.look("hanging.example").join()).hasSize(1);
            assertThat(asked).hasValue(1);
        }
    }

    private static InetAddress[] addresses(String... literals) throws UnknownHostException {
        InetAddress[] addresses = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            addresses[i] = InetAddress.getByName(literals[i]);
        }
        return addresses;
    }
}
