package io.vestnik.ingress.rest;

import io.vestnik.form.JsonReader;
import io.vestnik.registry.OperatorRegister;
import io.vestnik.registry.OperatorState;
import java.util.List;
import org.springframework.stereotype.Component;

/** Operators and their keys, for operators. */
@Component
public class OperatorsDoor {

    private final OperatorRegister operators;

    OperatorsDoor(OperatorRegister operators) {
        this.operators = operators;
    }

    private record Listed(List<OperatorState> operators) {}

    public Answer list(Call call) {
        return Answer.json(200, new Listed(operators.all()));
    }

    public Answer get(Call call) {
        return Answer.json(200, find(call.name(0)));
    }

    public Answer put(Call call) {
        String name = call.name(0);
        boolean isNew = operators.put(name, JsonReader.read(call.body()), call.actor());
        return Answer.json(isNew ? 201 : 200, find(name));
    }

    public Answer remove(Call call) {
        operators.remove(call.name(0), call.actor());
        return Answer.empty(204);
    }

    public Answer createKey(Call call) {
        return Answer.json(201, operators.createKey(call.name(1), call.optionalJson(), call.actor()));
    }

    public Answer closeKey(Call call) {
        operators.closeKey(call.name(2), call.name(0), call.actor());
        return Answer.empty(204);
    }

    private OperatorState find(String name) {
        return operators.find(name).orElseThrow(() -> Refusal.of(404, "There is no such operator"));
    }
}
