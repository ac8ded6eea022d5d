package io.vestnik.harness;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A hub with operators and two SMS carriers, one for all tests that share it; it ends with the test run. */
public final class OperatorsHub {

    public static final FakeCarrier CARRIER_A = carrier();
    public static final FakeCarrier CARRIER_B = carrier();

    private static Hub shared;

    private OperatorsHub() {}

    public static synchronized Hub hub() {
        if (shared == null) {
            shared = Hub.start(
                    Hub.newFolder("operators"),
                    "vestnik.operators[0].name=root",
                    "vestnik.operators[0].keys[0]=root-key",
                    "vestnik.operators[1].name=eye",
                    "vestnik.operators[1].role=viewer",
                    "vestnik.operators[1].keys[0]=eye-key",
                    "vestnik.accounts[0].id=school",
                    "vestnik.accounts[0].api-keys[0]=school-key",
                    "vestnik.accounts[0].soap.user=school",
                    "vestnik.accounts[0].soap.password=school-password",
                    "vestnik.accounts[1].id=shop",
                    "vestnik.accounts[1].api-keys[0]=shop-key",
                    "vestnik.channels.sms.providers[0].name=carrier-a",
                    "vestnik.channels.sms.providers[0].uri=" + CARRIER_A.uri(),
                    "vestnik.channels.sms.providers[0].window=20",
                    "vestnik.channels.sms.providers[1].name=carrier-b",
                    "vestnik.channels.sms.providers[1].uri=" + CARRIER_B.uri(),
                    "vestnik.channels.sms.providers[1].window=20");
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    /** May change things. */
    public static OperatorClient root() {
        return new OperatorClient(hub(), "root-key");
    }

    /** May look. */
    public static OperatorClient eye() {
        return new OperatorClient(hub(), "eye-key");
    }

    public static Customer school() {
        return new Customer(hub(), "school-key");
    }

    public static Customer shop() {
        return new Customer(hub(), "shop-key");
    }

    private static FakeCarrier carrier() {
        try {
            return FakeCarrier.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
