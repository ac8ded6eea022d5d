package io.vestnik.doors;

import java.util.List;

/**
 * What a door said to one request.
 *
 * @param id of the message; null: refused
 * @param errors each a pointer of REST and the rule, as {@code /to/phone is not a phone number}; without a pointer, the rule alone
 */
record Answer(String id, List<String> errors) {

    static Answer accepted(String id) {
        return new Answer(id, List.of());
    }

    static Answer refused(List<String> errors) {
        return new Answer(null, errors.stream().map(String::strip).toList());
    }
}
