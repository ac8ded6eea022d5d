package io.vestnik.reply;

import com.github.f4b6a3.ulid.UlidCreator;
import io.vestnik.account.Accounts;
import io.vestnik.account.Door;
import io.vestnik.address.Addresses;
import io.vestnik.channel.Reply;
import io.vestnik.consent.Consent;
import io.vestnik.esme.BoundClients;
import io.vestnik.esme.Deliver;
import io.vestnik.esme.OwedRows;
import io.vestnik.message.MessageClass;
import io.vestnik.queue.Handover;
import io.vestnik.queue.Leases;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Replies are rows before their carrier is answered; STOP and START hold from that commit on, with the broker away too. An account that
 * has an SMPP login is told of its own by deliver_sm; what else follows is the route's: {@code routes/replies/received.camel.yaml}.
 */
@Component("replies")
public class Replies {

    /** Of its permits and metrics. */
    static final String QUEUE = "replies";

    private static final String MAIL = "email";

    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

    private final ReplyOwner owner;
    private final Keywords keywords;
    private final Wishes wishes;
    private final ReplyRows rows;
    private final Accounts accounts;
    private final BoundClients bound;
    private final OwedRows owed;
    private final Leases leases;
    private final Handover handover;
    private final TransactionTemplate transaction;
    private final Addresses addresses;
    private final Clock clock;

    Replies(
            ReplyOwner owner,
            Keywords keywords,
            Wishes wishes,
            ReplyRows rows,
            Accounts accounts,
            BoundClients bound,
            OwedRows owed,
            Leases leases,
            Handover handover,
            TransactionTemplate transaction,
            Addresses addresses,
            Clock clock) {
        this.owner = owner;
        this.keywords = keywords;
        this.wishes = wishes;
        this.rows = rows;
        this.accounts = accounts;
        this.bound = bound;
        this.owed = owed;
        this.leases = leases;
        this.handover = handover;
        this.transaction = transaction;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** Durable when it returns; throws when it is not, and the carrier must send it again. */
    public void keep(Reply reply) {
        keep(List.of(reply), () -> true);
    }

    /** The same of a reply whose account is known. Not one more keep: a route that names the method alone must find one. */
    public void keepFor(Reply reply, String account) {
        keepMatched(List.of(matched(normal(reply), Optional.of(account))), () -> true);
    }

    /**
     * The same of a channel of one's own, for its route.
     *
     * @param sender who wrote: an address on that channel
     * @param recipient whom it was written to: a sender or number of an account; null: not told
     * @param text null: none
     * @param id the platform's own, so that a reply that is told twice is kept once; null: it is told once
     */
    public void take(String channel, String provider, String sender, String recipient, String text, String id) {
        keep(new Reply(
                channel, provider, sender, Objects.requireNonNullElse(recipient, ""), Objects.requireNonNullElse(text, "").replace("\0", ""),
                clock.instant(), id == null ? null : provider + ":" + id, false));
    }

    /**
     * The same for several at once, in order.
     *
     * @param together writes in the same transaction what belongs to it; false: nothing is kept, another node has done it
     */
    void keep(List<Reply> replies, BooleanSupplier together) {
        keepMatched(replies.stream().map(this::normal).map(reply -> matched(reply, owner.of(reply))).toList(), together);
    }

    private void keepMatched(List<Kept> matched, BooleanSupplier together) {
        List<Kept> kept = matched.stream().map(this::leased).toList();
        List<Consent> said = new ArrayList<>();
        List<String> fresh = new ArrayList<>();
        try {
            transaction.executeWithoutResult(status -> {
                if (kept.stream().anyMatch(one -> one.is(Keyword.STOP))) {
                    wishes.alone();
                }
                if (together.getAsBoolean()) {
                    kept.forEach(one -> write(one, said, fresh));
                }
            });
        } catch (RuntimeException e) {
            leases.release(names(kept));
            throw e;
        }
        leases.release(names(kept.stream().filter(one -> !fresh.contains(one.name())).toList()));
        said.forEach(this::holdBack);
        handover.replies(names(kept.stream().filter(one -> one.leased() && fresh.contains(one.name())).toList()));
    }

    private Kept matched(Reply reply, Optional<String> account) {
        Keyword keyword = reply.automatic() ? null : keywords.of(reply.text()).orElse(null);
        return Kept.of(
                reply, account.orElse(null), account.map(id -> owner.heard(id, reply)).orElse(ReplyOwner.Heard.NOTHING), keyword);
    }

    /** Who wrote, in the form in which addresses are stored: carriers give numbers of their country as they are dialled there. */
    private Reply normal(Reply reply) {
        String given = reply.sender();
        Optional<String> normal = addresses.normal(reply.channel(), given)
                .or(() -> given.startsWith("+") ? addresses.normal(reply.channel(), given.substring(1)) : Optional.empty());
        return normal.map(reply::from).orElse(reply);
    }

    private Kept leased(Kept kept) {
        boolean queued = kept.account() != null && leases.take(QUEUE, MessageClass.SERVICE, kept.name());
        return queued ? kept.withLease() : kept;
    }

    private void write(Kept kept, List<Consent> said, List<String> fresh) {
        if (!rows.insert(kept)) {
            return; // it was fetched before
        }
        fresh.add(kept.name());
        if (kept.account() == null) {
            nobodys(kept);
            return;
        }
        if (kept.is(Keyword.STOP) || kept.is(Keyword.START)) {
            Consent consent = wishes.of(kept);
            if (wishes.record(consent)) {
                rows.repeated(kept);
            }
            said.add(consent);
        }
        client(kept.account()).ifPresent(systemId -> owed.insert(List.of(deliver(kept, systemId))));
    }

    /** A number that nobody has is a setting that somebody forgot; to a mailbox anybody writes. */
    private void nobodys(Kept kept) {
        if (kept.reply().channel().equals(MAIL)) {
            LOG.info("a mail from somebody whom nobody wrote to reply={}", kept.name());
        } else {
            rows.bury(kept);
        }
    }

    private void holdBack(Consent consent) {
        try {
            wishes.holdBack(consent);
        } catch (RuntimeException e) {
            // kept all the same, and the claims hold it back
            LOG.warn("what is queued for a recipient who is out is refused by the claim: {}", e.getClass().getSimpleName());
        }
    }

    /** Of several logins the one that can be told now. */
    private Optional<String> client(String account) {
        List<String> systemIds = accounts.users(Door.SMPP, account);
        return systemIds.stream().filter(bound::has).findFirst().or(() -> systemIds.stream().findFirst());
    }

    private static Deliver deliver(Kept kept, String systemId) {
        Reply reply = kept.reply();
        return new Deliver(
                UlidCreator.getMonotonicUlid().toString(), kept.account(), systemId, reply.sender(), reply.recipient(), reply.text(), null, null, null, null, null,
                reply.at(), 0);
    }

    private static List<String> names(List<Kept> kept) {
        return kept.stream().map(Kept::name).toList();
    }
}
