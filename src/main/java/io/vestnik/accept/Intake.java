package io.vestnik.accept;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.form.JsonReader;
import io.vestnik.message.FieldError;
import io.vestnik.message.InvalidMessage;
import io.vestnik.message.NewMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** The door for routes of an integrator's own: {@code routes/core/accept.camel.yaml}. */
@Component("intake")
public class Intake {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Accounts accounts;
    private final MessageReader reader;
    private final Accept accept;

    Intake(Accounts accounts, MessageReader reader, Accept accept) {
        this.accounts = accounts;
        this.reader = reader;
        this.accept = accept;
    }

    /**
     * Answers on the commit, and makes the route wait for it: what a route does next must not run where commits are made.
     *
     * @param message as REST has it: a Map, or JSON as text or in UTF-8
     * @param account the id of the account that sends
     * @param key makes a second call with the same message answer as the first did; null: none
     * @return {@code id} and {@code status}
     * @throws InvalidMessage with every error found, or as the account is closed
     * @throws KeyReused the key was used for another message: coming again will not help, as with an invalid one
     * @throws RateExceeded the account sends too fast; this, and any other failure: nothing was promised, come again
     */
    public Map<String, String> accept(Object message, String account, String key) throws Exception {
        return accept(message, account, key, read -> read);
    }

    /**
     * The same for the hub's own answer to a reply, which goes whatever the recipient said before.
     *
     * @param reply the row's id
     */
    public Map<String, String> answer(Object message, String account, String key, long reply) throws Exception {
        return accept(message, account, key, read -> read.answering(reply));
    }

    private Map<String, String> accept(Object message, String account, String key, UnaryOperator<NewMessage> as) throws Exception {
        Account sender = accounts.find(account == null ? "" : account)
                .orElseThrow(() -> new IllegalArgumentException("header VestnikAccount: there is no account " + account));
        if (!accounts.isOpen(sender.id())) {
            throw InvalidMessage.unprocessable(List.of(new FieldError("", "header VestnikAccount: the account is closed")));
        }
        try {
            Accepted accepted = accept.accept(as.apply(reader.read(sender, json(message), key))).get();
            return Map.of("id", accepted.id(), "status", accepted.status());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static JsonNode json(Object message) {
        if (message == null) {
            return MissingNode.getInstance();
        }
        if (message instanceof Map<?, ?> map) {
            return JSON.valueToTree(map);
        }
        return JsonReader.read(message instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) message);
    }
}
