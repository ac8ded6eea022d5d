package io.vestnik.egress;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.vestnik.cap.FrequencyRows;
import io.vestnik.gate.Reaches;
import io.vestnik.gate.Recipients;
import io.vestnik.ledger.LedgerDatabase;
import io.vestnik.node.Node;
import io.vestnik.privacy.HubKey;
import io.vestnik.session.ForbiddenChannels;
import io.vestnik.suppression.Suppressions;
import io.vestnik.zone.Zones;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The claims of two nodes on one database; needs {@code Accounts}, {@code ChannelTraits}, {@code Providers} and a {@code Clock}. */
@Component
@Import({LedgerDatabase.class, Recipients.class, Reaches.class, ForbiddenChannels.class, FrequencyRows.class, Suppressions.class, HubKey.class, Zones.class})
public class Claims {

    /**
     * What a claim made of a delivery.
     *
     * @param rule what held it back; null: it was taken
     * @param until null: it is refused
     */
    public record Ruled(String id, String rule, Instant until) {

        public boolean taken() {
            return rule == null;
        }
    }

    private final List<ClaimRows> nodes;

    Claims(
            NamedParameterJdbcOperations jdbc,
            TransactionTemplate transaction,
            Recipients recipients,
            FrequencyRows frequencies,
            Clock clock) {
        this.nodes = Stream.of("here", "there")
                .map(name -> {
                    Node node = mock(Node.class);
                    when(node.id()).thenReturn(name);
                    return new ClaimRows(jdbc, transaction, recipients, frequencies, node, clock);
                })
                .toList();
    }

    /** Those that were still queued. @param node 0 or 1 */
    public List<Ruled> claim(int node, List<String> deliveries) {
        return nodes.get(node).claim(deliveries, "carrier", 1_000_000).stream().map(Claims::ruled).toList();
    }

    private static Ruled ruled(Claimed claimed) {
        return switch (claimed.verdict()) {
            case TAKEN -> new Ruled(claimed.id(), null, null);
            case REFUSED -> new Ruled(claimed.id(), claimed.ruling().rule(), null);
            case DEFERRED -> new Ruled(
                    claimed.id(),
                    claimed.ruling().rule(),
                    Instant.parse(claimed.ruling().why().get("until"))); // what is due then is spread
            default -> new Ruled(claimed.id(), claimed.verdict().toString(), null);
        };
    }
}
