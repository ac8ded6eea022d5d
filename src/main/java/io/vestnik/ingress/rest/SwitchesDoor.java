package io.vestnik.ingress.rest;

import io.vestnik.account.Accounts;
import io.vestnik.channel.EgressRoutes;
import io.vestnik.channel.Provider;
import io.vestnik.channel.Providers;
import io.vestnik.form.Characters;
import io.vestnik.form.Faults;
import io.vestnik.form.Fields;
import io.vestnik.pause.KillSwitch;
import io.vestnik.pause.Pausable;
import io.vestnik.pause.Pause;
import io.vestnik.pause.Pauses;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The channels, and the kill switches of all that sends, for operators. */
@Component
public class SwitchesDoor {

    private final Providers providers;
    private final EgressRoutes channels;
    private final Accounts accounts;
    private final KillSwitch killSwitch;
    private final Pauses pauses;

    SwitchesDoor(
            Providers providers, EgressRoutes channels, Accounts accounts, KillSwitch killSwitch, Pauses pauses) {
        this.providers = providers;
        this.channels = channels;
        this.accounts = accounts;
        this.killSwitch = killSwitch;
        this.pauses = pauses;
    }

    /** @param paused null: it runs */
    private record Switch(String kind, String name, Paused paused) {}

    /** @param reason null: none was given */
    private record Paused(Instant at, String by, String reason) {}

    private record Channel(String name, boolean sandboxed, List<String> providers, Paused paused) {}

    private record ListedChannels(List<Channel> channels) {}

    public Answer listChannels(Call call) {
        List<Channel> listed = channels.channels().stream()
                .map(name -> new Channel(
                        name,
                        providers.sandboxed(name),
                        providers.of(name).stream().map(Provider::name).toList(),
                        paused(Pausable.CHANNEL, name)))
                .toList();
        return Answer.json(200, new ListedChannels(listed));
    }

    public Answer pause(Call call) {
        Pausable kind = kind(call);
        String name = known(kind, call.name(1));
        killSwitch.pause(kind, name, reason(call), call.actor());
        return state(kind, name);
    }

    public Answer resume(Call call) {
        Pausable kind = kind(call);
        String name = known(kind, call.name(1));
        killSwitch.resume(kind, name, reason(call), call.actor());
        return state(kind, name);
    }

    private Answer state(Pausable kind, String name) {
        return Answer.json(200, new Switch(kind.toString(), name, paused(kind, name)));
    }

    private Paused paused(Pausable kind, String name) {
        return pauses.of(kind, name).map(SwitchesDoor::paused).orElse(null);
    }

    private static Paused paused(Pause pause) {
        return new Paused(pause.at(), pause.by(), pause.reason());
    }

    /** By the path: {@code …/providers/NAME/pause}. */
    private static Pausable kind(Call call) {
        return switch (call.segment(2)) {
            case "providers" -> Pausable.PROVIDER;
            case "channels" -> Pausable.CHANNEL;
            default -> Pausable.ACCOUNT;
        };
    }

    /** What is gone from the settings can still be resumed. */
    private String known(Pausable kind, String name) {
        boolean known = switch (kind) {
            case PROVIDER -> all().anyMatch(provider -> provider.name().equals(name));
            case CHANNEL -> channels.channels().contains(name);
            case ACCOUNT -> accounts.find(name).isPresent();
        };
        if (!known && pauses.of(kind, name).isEmpty()) {
            throw Refusal.of(404, "There is no such " + kind);
        }
        return name;
    }

    private Stream<Provider> all() {
        return channels.channels().stream().flatMap(channel -> providers.of(channel).stream());
    }

    /** Null: none. */
    private static String reason(Call call) {
        Faults faults = new Faults();
        var json = call.optionalJson();
        Characters.check(json, "", faults);
        Fields fields = Fields.of(json, "", faults);
        String reason = fields.text("reason", 1, 500);
        fields.refuseOthers();
        faults.throwIfAny();
        return reason;
    }
}
