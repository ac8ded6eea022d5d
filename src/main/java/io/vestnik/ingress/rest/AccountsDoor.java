package io.vestnik.ingress.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.vestnik.form.JsonReader;
import io.vestnik.pause.Pausable;
import io.vestnik.pause.Pauses;
import io.vestnik.registry.AccountRegister;
import io.vestnik.registry.AccountState;
import io.vestnik.registry.LoginRegister;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Accounts, their keys and logins, for operators. */
@Component
public class AccountsDoor {

    private final AccountRegister accounts;
    private final LoginRegister logins;
    private final Pauses pauses;

    AccountsDoor(AccountRegister accounts, LoginRegister logins, Pauses pauses) {
        this.accounts = accounts;
        this.logins = logins;
        this.pauses = pauses;
    }

    private record Shown(@JsonUnwrapped AccountState account, boolean paused) {}

    private record Listed(List<Shown> accounts) {}

    public Answer list(Call call) {
        return Answer.json(200, new Listed(accounts.all().stream().map(this::shown).toList()));
    }

    public Answer get(Call call) {
        return Answer.json(200, shown(call.name(0)));
    }

    public Answer put(Call call) {
        String id = call.name(0);
        boolean isNew = accounts.put(id, JsonReader.read(call.body()), call.actor());
        return Answer.json(isNew ? 201 : 200, shown(id));
    }

    public Answer close(Call call) {
        String id = call.name(1);
        accounts.close(id, call.actor());
        return Answer.json(200, shown(id));
    }

    public Answer createKey(Call call) {
        return Answer.json(201, accounts.createKey(call.name(1), call.optionalJson(), call.actor()));
    }

    public Answer closeKey(Call call) {
        accounts.closeKey(call.name(2), call.name(0), call.actor());
        return Answer.empty(204);
    }

    public Answer putLogin(Call call) {
        String made = logins.put(call.name(2), call.name(0), JsonReader.read(call.body()), call.actor());
        return Answer.json(200, made == null ? Map.of() : Map.of("password", made));
    }

    public Answer closeLogin(Call call) {
        logins.close(call.name(2), call.name(0), call.actor());
        return Answer.empty(204);
    }

    private Shown shown(String id) {
        return shown(accounts.find(id).orElseThrow(() -> Refusal.of(404, "There is no such account")));
    }

    private Shown shown(AccountState account) {
        return new Shown(account, pauses.of(Pausable.ACCOUNT, account.id()).isPresent());
    }
}
