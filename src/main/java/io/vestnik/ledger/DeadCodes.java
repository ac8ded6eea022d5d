package io.vestnik.ledger;

import io.vestnik.channel.Receipt;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** By which codes in their receipts providers say that a recipient can't be reached by them, or wants nothing of them. */
@Component
class DeadCodes {

    private final Map<String, ProviderSettings> byProvider;

    DeadCodes(VestnikSettings settings) {
        this.byProvider = settings.channels().values().stream()
                .flatMap(channel -> channel.providers().stream())
                .filter(provider -> !provider.receiptCodes().isEmpty())
                .collect(Collectors.toMap(ProviderSettings::name, Function.identity()));
    }

    boolean has(Receipt receipt) {
        ProviderSettings provider = byProvider.get(receipt.provider());
        return provider != null && receipt.state() == Receipt.State.UNDELIVERED && provider.refusesRecipient(receipt.code());
    }
}
