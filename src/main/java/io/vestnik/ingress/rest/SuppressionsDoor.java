package io.vestnik.ingress.rest;

import io.vestnik.address.Addresses;
import io.vestnik.form.JsonReader;
import io.vestnik.suppression.Suppression;
import io.vestnik.suppression.SuppressionList;
import io.vestnik.suppression.SuppressionReader;
import io.vestnik.suppression.Suppressions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Addresses of an account that are dead: seen, added, lifted. */
@Component
public class SuppressionsDoor {

    private static final Set<String> OTHERS = Set.of("channel", "limit", "cursor");

    private final SuppressionReader reader;
    private final Suppressions suppressions;
    private final SuppressionList list;
    private final Addresses addresses;
    private final Clock clock;

    SuppressionsDoor(
            SuppressionReader reader, Suppressions suppressions, SuppressionList list, Addresses addresses, Clock clock) {
        this.reader = reader;
        this.suppressions = suppressions;
        this.list = list;
        this.addresses = addresses;
        this.clock = clock;
    }

    private record Listed(List<Shown> suppressions, String next) {}

    private record Shown(
            String id, String channel, String address, String reason, String source, Instant at, Instant expires) {}

    /** Answers what holds now: what was there and lasts longer is kept. */
    public Answer add(Call call) {
        Suppression given = reader.read(call.account(), JsonReader.read(call.body()));
        suppressions.add(List.of(given));
        return Answer.json(201, shown(list.find(given)));
    }

    public Answer list(Call call) {
        Page page = Page.of(call, SuppressionList::isId);
        boolean any = OTHERS.containsAll(call.query().keySet());
        AddressParameter address = any ? null : AddressParameter.of(call, addresses, OTHERS);
        List<SuppressionList.Listed> found =
                list.list(
                        call.account().id(), address == null ? null : address.value(), channel(call, address), page.oneMore(), page.before(),
                        clock.instant());
        return Answer.json(
                200,
                new Listed(page.cut(found).stream().map(SuppressionsDoor::shown).toList(), page.next(found, SuppressionList.Listed::id)));
    }

    /** By its address. */
    public Answer lift(Call call) {
        AddressParameter address = AddressParameter.of(call, addresses, Set.of("channel"));
        return answer(list.lift(call.account().id(), address.value(), channel(call, address)));
    }

    /** By its id. */
    public Answer liftOne(Call call) {
        return answer(list.lift(call.account().id(), call.name(0)));
    }

    /** Null: whatever it is suppressed on. @param address null: any */
    private static String channel(Call call, AddressParameter address) {
        String channel = call.query("channel");
        if (channel != null && !Addresses.CHANNEL.matcher(channel).matches()) {
            throw Refusal.parameter("channel", "must be a channel's name");
        }
        return channel == null && address != null ? Suppression.channelOf(address.key()) : channel;
    }

    private static Shown shown(SuppressionList.Listed listed) {
        Suppression it = listed.suppression();
        return new Shown(listed.id(), it.channel(), it.address(), it.reason(), it.source(), it.at(), it.expires());
    }

    private static Answer answer(SuppressionList.Lifted lifted) {
        return switch (lifted) {
            case DONE -> Answer.empty(204);
            case ERASED -> throw Refusal.of(409, "The person was erased: only a consent that is given anew lifts this");
            case NONE -> throw Refusal.notFound("suppression");
        };
    }
}
