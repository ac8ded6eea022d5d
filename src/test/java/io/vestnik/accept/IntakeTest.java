package io.vestnik.accept;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.message.InvalidMessage;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IntakeTest {

    @Test
    void aClosedAccountDoesNotSend() {
        Account closed = new Account(
                "bakery", null, List.of(), null, null, null, List.of(), List.of(), null, null, ZoneOffset.UTC, Map.of(), Account.Times.DEFAULT, Map.of());
        Accounts accounts = new Accounts(List.of(), Clock.systemUTC());
        accounts.replace(new Accounts.Stored(List.of(closed), Set.of("bakery"), false), List.of());
        Intake intake = new Intake(accounts, null, null); // nothing is read
        assertThatExceptionOfType(InvalidMessage.class)
                .isThrownBy(() -> intake.accept("{}", "bakery", null))
                .withMessageContaining("the account is closed");
    }
}
