package io.vestnik.account;

import io.vestnik.hours.Hours;
import io.vestnik.message.MessageClass;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The account of a hub without configuration. Its credentials are in the README: all listeners stay on loopback. */
final class SandboxAccount {

    static final Account DEMO = new Account(
            "demo",
            null,
            List.of("demo-key"),
            new Account.Login("demo", "demo"),
            new Account.SftpLogin("demo", "demo", List.of(), "auto"),
            new Account.SmppLogin("demo", "demo", null, 100, 4, MessageClass.SERVICE),
            List.of("VESTNIK"),
            List.of(),
            new Account.Callback(null, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
            null,
            ZoneId.of("Europe/Moscow"),
            // a trial at midnight must not wait for the morning
            Arrays.stream(MessageClass.values()).collect(Collectors.toMap(c -> c, c -> Hours.ALWAYS)),
            Account.Times.DEFAULT,
            Map.of());

    private SandboxAccount() {}
}
