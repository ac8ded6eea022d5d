package io.vestnik.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * @param role {@code viewer} or {@code operator}
 * @param from {@code rest}, {@code settings}, or {@code sandbox}: the one that everybody knows
 * @param keys made by REST, newest first; null: not asked for
 */
public record OperatorState(
        String name, String role, String from, @JsonInclude(JsonInclude.Include.NON_NULL) List<KeyState> keys) {}
