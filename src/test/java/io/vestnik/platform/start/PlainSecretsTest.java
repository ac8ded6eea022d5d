package io.vestnik.platform.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.account.Account;
import io.vestnik.account.Account.Login;
import io.vestnik.account.Account.SmppLogin;
import io.vestnik.message.MessageClass;
import io.vestnik.operator.Operator;
import io.vestnik.operator.Role;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainSecretsTest {

    @Test
    void namesTheSettingAndNotTheSecret() {
        Account account = new Account(
                "school", null, List.of("{sha256}ab", "open sesame"), new Login("school", "{bcrypt}$2a$x"), null,
                new SmppLogin("school", "secret", null, 100, 4, MessageClass.SERVICE), List.of(), List.of(), null, null, ZoneOffset.UTC, Map.of(), Account.Times.DEFAULT, Map.of());
        Operator operator = new Operator("root", Role.OPERATOR, List.of("{sha256}ab", "open sesame"));
        assertThat(PlainSecrets.in(List.of(account), List.of(operator)))
                .containsExactly(
                        "vestnik.accounts[0].api-keys[1]", "vestnik.accounts[0].smpp.password", "vestnik.operators[0].keys[1]");
    }
}
