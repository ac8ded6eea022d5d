package io.vestnik.harness;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** A hub with accounts of its own, one for all tests that share it; it ends with the test run. */
public final class AccountsHub {

    public static final String SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    private static Hub shared;

    private AccountsHub() {}

    /** Sends at any hour; its callbacks may reach loopback. */
    public static Customer school() {
        return new Customer(hub(), "school-key");
    }

    /** Must see nothing of {@link #school}. */
    public static Customer stranger() {
        return new Customer(hub(), "stranger-key");
    }

    /** Its hours for service and marketing are over, and will be for eleven hours; transactional is as by default. */
    public static Customer asleep() {
        return new Customer(hub(), "asleep-key");
    }

    private static synchronized Hub hub() {
        if (shared == null) {
            LocalTime opening = LocalTime.now(ZoneOffset.UTC).plusHours(11).truncatedTo(ChronoUnit.MINUTES);
            String hours = opening + "-" + opening.plusHours(1);
            shared = Hub.start(
                    Hub.newFolder("accounts"),
                    "vestnik.callbacks.allow-private-addresses=true",
                    "vestnik.accounts[0].id=school",
                    "vestnik.accounts[0].api-keys[0]=school-key",
                    "vestnik.accounts[0].senders[0]=SCHOOL",
                    "vestnik.accounts[0].callback.secret=" + SECRET,
                    "vestnik.accounts[0].hours.service=always",
                    "vestnik.accounts[0].hours.marketing=always",
                    "vestnik.accounts[1].id=stranger",
                    "vestnik.accounts[1].api-keys[0]=stranger-key",
                    "vestnik.accounts[1].hours.service=always",
                    "vestnik.accounts[1].hours.marketing=always",
                    "vestnik.accounts[2].id=asleep",
                    "vestnik.accounts[2].api-keys[0]=asleep-key",
                    "vestnik.accounts[2].zone=UTC",
                    "vestnik.accounts[2].hours.service=" + hours,
                    "vestnik.accounts[2].hours.marketing=" + hours);
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }
}
