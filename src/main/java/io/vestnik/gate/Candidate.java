package io.vestnik.gate;

import io.vestnik.account.Account;
import io.vestnik.cap.Counts;
import io.vestnik.cap.Recipient;
import io.vestnik.cap.Tally;
import io.vestnik.ledger.Ruling;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/**
 * A delivery before the rules.
 *
 * @param id of the delivery; a rehearsal's is the channel
 * @param sender null: it was removed
 * @param facts without counts until they are asked for
 * @param policy null where there is no sender
 * @param recipient whose counts hold for it; null: nothing is limited
 */
public record Candidate(
        String id, String messageId, String account, Account sender, Facts facts, Policy policy, Recipient recipient) {

    /** What the recipient was sent decides on it. */
    public boolean asksForCounts(Instant now) {
        return recipient != null && Rules.beforeCaps(facts, now) == null;
    }

    /** The same, with what its recipient was sent. @param countedAll another delivery of its message was counted meanwhile */
    public Candidate counted(Tally tally, boolean countedAll, Instant now) {
        if (!asksForCounts(now)) {
            return this;
        }
        Facts counted = new Facts(
                facts.messageClass(), facts.channel(), facts.validUntil(), facts.answer(), facts.reach(), facts.consent(),
                facts.suppressed(), facts.whereabouts(), facts.wishes(), tally.of(recipient), countedAll || facts.countedAll(), facts.countedHere());
        return new Candidate(id, messageId, account, sender, counted, policy, recipient);
    }

    /** Counts it as sent, once over all channels and once on its own. */
    public void count(Tally tally, Instant now) {
        if (asksForCounts(now)) {
            LocalDate today = Rules.today(facts, now);
            if (!facts.countedAll()) {
                tally.add(recipient, today, Counts.ALL);
            }
            if (!facts.countedHere()) {
                tally.add(recipient, today, facts.channel());
            }
        }
    }

    /** Whose clock let it pass; empty where none was asked. */
    public Map<String, String> passed() {
        return Explanation.sent(facts, policy);
    }

    public Decision decide(Instant now) {
        return Rules.decide(facts, policy, now);
    }

    /** Of a decision that is no pass. */
    public Ruling ruling(Decision decision, Instant now) {
        Map<String, String> why = Explanation.why(facts, policy, decision, now);
        if (decision instanceof Decision.Wait wait) {
            Instant due = wait.rule().equals("quiet_hours")
                    ? Spread.of(id, wait.until(), sender.times().spread(), facts, policy)
                    : wait.until();
            return new Ruling(id, wait.rule(), due, why);
        }
        return new Ruling(id, ((Decision.Refuse) decision).reason(), null, why);
    }
}
