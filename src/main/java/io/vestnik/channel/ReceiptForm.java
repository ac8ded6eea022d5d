package io.vestnik.channel;

import io.vestnik.message.FieldError;
import io.vestnik.message.InvalidMessage;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What a route read from a provider's webhook, as {@code routes/core/receipts.camel.yaml} takes it. */
@Component("receiptForm")
public class ReceiptForm {

    private final Clock clock;

    ReceiptForm(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param provider its name in the settings
     * @param told {@code id} as {@link Answers#sent} had it; {@code state}: {@code enroute}, {@code delivered}, {@code undelivered} or
     *     {@code read}; {@code code}, the provider's own: may be missing
     * @throws InvalidMessage when it is no receipt
     */
    public List<Receipt> of(String provider, Map<String, ?> told) {
        String id = text(told, "id");
        if (id == null || id.isBlank() || id.length() > 255) {
            throw wrong("/id", "must have 1 to 255 characters");
        }
        String named = text(told, "state");
        Receipt.State state = Arrays.stream(Receipt.State.values())
                .filter(s -> s.name().toLowerCase(Locale.ROOT).equals(named))
                .findFirst()
                .orElseThrow(() -> wrong("/state", "must be one of enroute, delivered, undelivered, read"));
        return List.of(new Receipt(provider, id, state, text(told, "code"), clock.instant(), null, null, null));
    }

    private static String text(Map<String, ?> told, String name) {
        Object value = told.get(name);
        return value == null ? null : value.toString();
    }

    private static InvalidMessage wrong(String pointer, String rule) {
        return InvalidMessage.malformed(List.of(new FieldError(pointer, rule)));
    }
}
