package io.vestnik.accept;

import io.vestnik.address.Addresses;
import io.vestnik.channel.Provider;
import io.vestnik.channel.Providers;
import io.vestnik.contact.Contacts;
import io.vestnik.message.Order;
import io.vestnik.message.Step;
import io.vestnik.session.OpenSessions;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** In which order the steps of a cascade are tried. What nothing can go by now stays, behind the others. */
@Component
public class StepOrder {

    private final Providers providers;
    private final Contacts contacts;
    private final OpenSessions sessions;

    public StepOrder(Providers providers, Contacts contacts, OpenSessions sessions) {
        this.providers = providers;
        this.contacts = contacts;
        this.sessions = sessions;
    }

    /** The database is asked only for what the recipient prefers. */
    List<Step> sort(List<Step> steps, Order order, String account, Map<String, String> to) {
        if (steps.size() < 2) {
            return steps;
        }
        return switch (order) {
            case GIVEN -> steps;
            case CHEAPEST -> sorted(steps, Comparator.comparing(this::price));
            case PREFERRED -> sorted(steps, preferred(steps, account, to));
        };
    }

    private List<Step> sorted(List<Step> steps, Comparator<Step> order) {
        return steps.stream().sorted(Comparator.comparing((Step step) -> !isUsable(step)).thenComparing(order)).toList();
    }

    private boolean isUsable(Step step) {
        return step.address() != null && providers.of(step.channel()).stream().anyMatch(Provider::usable);
    }

    /** By the cheapest provider that takes messages now; the sandbox costs nothing. */
    private BigDecimal price(Step step) {
        return providers.of(step.channel()).stream()
                .filter(provider -> provider.usable() && provider.settings() != null)
                .map(provider -> provider.settings().price())
                .min(Comparator.naturalOrder())
                .orElse(BigDecimal.ZERO)
                .multiply(BigDecimal.valueOf(step.segments()));
    }

    private Comparator<Step> preferred(List<Step> steps, String account, Map<String, String> to) {
        List<String> keys = to.entrySet().stream().map(own -> Addresses.key(own.getKey(), own.getValue())).toList();
        List<String> wishes = contacts.of(account, keys).stream()
                .flatMap(contact -> contact.preferences().channels().stream())
                .distinct()
                .toList();
        Set<String> open = sessions.among(steps, account);
        return Comparator.comparingInt(step -> {
            int wished = wishes.indexOf(step.channel());
            return wished >= 0 ? wished : wishes.size() + (open.contains(step.channel()) ? 0 : 1);
        });
    }
}
