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
import java.util.Objects;
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
            case CHEAPEST -> sorted(steps, Comparator.comparing(this::price, Comparator.nullsLast(Comparator.naturalOrder())));
            case PREFERRED -> sorted(steps, preferred(steps, account, to));
        };
    }

    private List<Step> sorted(List<Step> steps, Comparator<Step> order) {
        return steps.stream().sorted(Comparator.comparing((Step step) -> !isUsable(step)).thenComparing(order)).toList();
    }

    private boolean isUsable(Step step) {
        return step.address() != null && providers.of(step.channel()).stream().anyMatch(StepOrder::takes);
    }

    /** Busy for a moment is no reason; nor is a session that only one node has. */
    private static boolean takes(Provider provider) {
        return switch (provider.condition().state()) {
            case "usable", "throttled" -> true;
            case "unbound" -> provider.settings().single();
            default -> false;
        };
    }

    /** By the cheapest provider that takes messages now; the sandbox costs nothing. Null: no provider tells its price. */
    private BigDecimal price(Step step) {
        List<Provider> ready = providers.of(step.channel()).stream()
                .filter(provider -> takes(provider) && provider.settings() != null)
                .toList();
        if (ready.isEmpty()) {
            return BigDecimal.ZERO;
        }
        return ready.stream()
                .map(provider -> provider.settings().price())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .map(price -> price.multiply(BigDecimal.valueOf(step.segments())))
                .orElse(null);
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
