package io.vestnik.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.channel.EgressRoutes;
import io.vestnik.contact.Contacts;
import io.vestnik.ledger.LedgerDatabase;
import io.vestnik.ledger.Refusals;
import io.vestnik.message.MessageClass;
import java.time.Clock;
import java.time.Duration;
import io.vestnik.suppression.Suppressions;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger in a real PostgreSQL, whose {@code consent_word} is what the gate and the claim ask. */
@SpringBootTest(classes = LedgerDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ConsentLedgerTest {

    private static final List<String> KEYS = List.of("contact:anna", "email:anna@example.org", "phone:+79160000001");
    private static final List<String> ALL = List.of("email", "push", "sms", "telegram");
    private static final ObjectNode EVIDENCE = JsonNodeFactory.instance.objectNode().put("ip", "192.0.2.1");

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private final Contacts contacts = mock(Contacts.class);
    private final Refusals refusals = mock(Refusals.class);
    private final EgressRoutes channels = mock(EgressRoutes.class);
    private final Clock clock = mock(Clock.class);
    private ConsentRows rows;
    private ConsentLedger ledger;
    private ConsentHistory history;
    private Choices choices;
    private Instant now = LedgerDatabase.NOW;

    @BeforeEach
    void anna() {
        jdbc.sql("TRUNCATE consent").update();
        when(clock.instant()).thenAnswer(call -> now);
        when(channels.channels()).thenReturn(ALL);
        when(channels.test(anyString())).thenReturn(true);
        when(contacts.keys(anyString(), anyCollection())).thenAnswer(call -> {
            Collection<String> given = call.getArgument(1);
            return given.stream().anyMatch(KEYS::contains) ? KEYS : List.copyOf(given);
        });
        rows = spy(new ConsentRows(jdbc, clock));
        ledger = new ConsentLedger(rows, contacts, mock(Suppressions.class), transaction, refusals, clock);
        history = new ConsentHistory(ledger, channels);
        choices = new Choices(ledger, history);
    }

    @Test
    void theStateIsWhatTheGateAndTheClaimAreTold() {
        Random random = new Random(6);
        for (int person = 0; person < 150; person++) {
            String account = "a" + person;
            say(account, random, random.nextInt(14));
            Standing standing = choices.of(account, KEYS.get(0)).standing();
            for (MessageClass messageClass : MessageClass.values()) {
                for (String channel : ALL) {
                    assertThat(standing.word(messageClass, channel).state().toString())
                            .as("%s %s %s", account, messageClass, channel)
                            .isEqualTo(word(account, messageClass, channel));
                }
            }
        }
    }

    @Test
    void whatIsChosenHoldsWhateverWasSaidBefore() {
        Random random = new Random(7);
        for (int person = 0; person < 150; person++) {
            String account = "a" + person;
            say(account, random, random.nextInt(10));
            if (random.nextInt(3) == 0) {
                choices.stop(account, KEYS.get(2), EVIDENCE);
            }
            Map<MessageClass, Map<String, Boolean>> wanted = new HashMap<>();
            Choices.CLASSES.forEach(each -> wanted.put(each, Map.of("sms", random.nextBoolean(), "email", random.nextBoolean())));
            Standing before = choices.of(account, KEYS.get(0)).standing();
            choices.choose(account, KEYS.get(1), wanted, EVIDENCE);
            for (MessageClass each : Choices.CLASSES) {
                wanted.get(each).forEach((channel, want) -> assertThat(allows(account, each, channel))
                        .as("%s %s %s", account, each, channel)
                        .isEqualTo(want));
                for (String other : List.of("push", "telegram")) {
                    assertThat(allows(account, each, other))
                            .as("%s %s %s, of which nothing was chosen", account, each, other)
                            .isEqualTo(before.word(each, other).state().allows(each));
                }
            }
        }
    }

    @Test
    void aTickAfterAStopIsThatOneChannelAlone() {
        ledger.record(consent(KEYS.get(2), null, true));
        ledger.record(consent(KEYS.get(2), null, false));
        now = now.plusSeconds(1);
        choices.choose("demo", KEYS.get(1), Map.of(MessageClass.MARKETING, Map.of("sms", true, "email", false)), EVIDENCE);
        assertThat(ALL).filteredOn(channel -> allows("demo", MessageClass.MARKETING, channel)).containsExactly("sms");
    }

    @Test
    void whatStandsAlreadyIsNotSaidAgain() {
        choices.stop("demo", KEYS.get(0), EVIDENCE);
        choices.unsubscribe("demo", KEYS.get(0), EVIDENCE);
        choices.stop("demo", KEYS.get(0), EVIDENCE);
        choices.choose("demo", KEYS.get(0), Map.of(MessageClass.MARKETING, Map.of("sms", false)), EVIDENCE);
        assertThat(ledger.entries("demo", KEYS, null)).hasSize(KEYS.size() * Choices.CLASSES.size());
    }

    @Test
    void onlyAWithdrawalHoldsUpTheClaims() {
        choices.choose("demo", KEYS.get(0), Map.of(MessageClass.MARKETING, Map.of("sms", true)), EVIDENCE);
        choices.choose("demo", KEYS.get(0), Map.of(MessageClass.MARKETING, Map.of("sms", true)), EVIDENCE);
        verify(rows, never()).alone();
        now = now.plusSeconds(1);
        choices.choose("demo", KEYS.get(0), Map.of(MessageClass.MARKETING, Map.of("sms", false)), EVIDENCE);
        verify(rows).alone();
    }

    @Test
    void whatIsImportedAgainIsRecordedOnce() {
        Consent paper = consent(KEYS.get(2), "sms", true);
        ledger.recordOnce(List.of(paper, paper));
        ledger.recordOnce(List.of(paper.of(KEYS), consent(KEYS.get(2), null, true)));
        assertThat(ledger.entries("demo", KEYS, null)).extracting(Entry::key).containsExactlyInAnyOrder(
                KEYS.get(0), KEYS.get(1), KEYS.get(2), KEYS.get(2));
        verify(rows, never()).alone();
        ledger.recordOnce(List.of(consent(KEYS.get(0), "sms", false)));
        verify(refusals).stop("demo", KEYS, "marketing", "sms");
    }

    @Test
    void aMailProgramEndsMarketingByMailAndNothingElse() {
        ledger.record(consent(KEYS.get(1), null, true));
        now = now.plusSeconds(1);
        choices.unsubscribe("demo", KEYS.get(1), EVIDENCE);
        assertThat(ALL).filteredOn(channel -> allows("demo", MessageClass.MARKETING, channel)).containsExactly("push", "sms", "telegram");
        verify(refusals).stop("demo", KEYS, "marketing", "email");
    }

    @Test
    void whatIsSaidOfAContactIsSaidOfAllItsAddresses() {
        ledger.record(consent("contact:anna", "sms", false));
        assertThat(ledger.entries("demo", KEYS, null)).extracting(Entry::key).containsExactlyInAnyOrderElementsOf(KEYS);
        verify(refusals).stop("demo", KEYS, "marketing", "sms");
    }

    @Test
    void aWithdrawalOnOneAddressHoldsBackWhatWaitsForAnother() {
        ledger.recordAll(List.of(consent(KEYS.get(2), null, false), consent("telegram:9", "sms", true)));
        verify(refusals).stop("demo", KEYS, "marketing", null);
        assertThat(ledger.entries("demo", KEYS, null)).extracting(Entry::key).containsExactly(KEYS.get(2));
    }

    @Test
    void aGrantHoldsNothingBack() {
        ledger.record(consent(KEYS.get(2), null, true));
        verifyNoInteractions(refusals);
    }

    @Test
    void theStateOfAMomentIsWhatHadBeenRecordedByThen() {
        Instant before = now;
        now = before.plusSeconds(10);
        ledger.record(new Consent(
                null, "demo", List.of(KEYS.get(2)), MessageClass.MARKETING, null, true, "import", EVIDENCE, before.minus(Duration.ofDays(9)), "demo"));
        now = before.plusSeconds(20);
        ledger.record(consent(KEYS.get(1), "sms", false));
        assertThat(stateAt(before)).isEqualTo(State.NONE);
        assertThat(stateAt(before.plusSeconds(15))).isEqualTo(State.GRANTED);
        assertThat(stateAt(null)).isEqualTo(State.WITHDRAWN);
    }

    @Test
    void theEvidenceSaysWhatHeldFromEachEntryOn() {
        ledger.record(consent(KEYS.get(2), null, true));
        now = now.plusSeconds(1);
        ledger.record(consent(KEYS.get(1), "email", false));
        ConsentHistory.Evidence evidence = history.evidence("demo", KEYS.get(0));
        assertThat(evidence.entries()).extracting(step -> step.entry().address()).containsExactly(
                Map.of("phone", "+79160000001"), Map.of("email", "anna@example.org"));
        assertThat(evidence.entries()).extracting(step -> step.held().toString()).containsExactly(
                "[Held[channel=email, state=granted], Held[channel=sms, state=granted]]",
                "[Held[channel=email, state=withdrawn], Held[channel=sms, state=granted]]");
        assertThat(evidence.entries().get(1).entry().consent().evidence()).isEqualTo(EVIDENCE);
    }

    @Test
    void onlyTheAccountsOwnLedgerIsRead() {
        ledger.record(consent(KEYS.get(2), null, false));
        assertThat(history.evidence("other", KEYS.get(0)).entries()).isEmpty();
    }

    private State stateAt(Instant at) {
        return history.state("demo", KEYS.get(0), at).words().stream()
                .filter(word -> word.messageClass() == MessageClass.MARKETING && word.channel().equals("sms"))
                .findFirst()
                .orElseThrow()
                .state();
    }

    /** Times of few values, so that words are often of one moment. */
    private void say(String account, Random random, int times) {
        for (int i = 0; i < times; i++) {
            String channel = random.nextInt(3) == 0 ? null : ALL.get(random.nextInt(ALL.size()));
            MessageClass messageClass = MessageClass.values()[2 + random.nextInt(2)];
            Instant at = now.minusSeconds(random.nextInt(5));
            ledger.record(new Consent(
                    null, account, List.of(KEYS.get(1 + random.nextInt(2))), messageClass, channel, random.nextBoolean(), "call", null, at,
                    account));
        }
    }

    private Consent consent(String key, String channel, boolean granted) {
        return new Consent(null, "demo", List.of(key), MessageClass.MARKETING, channel, granted, "call", EVIDENCE, now, "demo");
    }

    private boolean allows(String account, MessageClass messageClass, String channel) {
        return State.valueOf(word(account, messageClass, channel).toUpperCase()).allows(messageClass);
    }

    private String word(String account, MessageClass messageClass, String channel) {
        return jdbc.sql("SELECT state FROM consent_word(?, ?, ?, ?)")
                .params(account, KEYS.toArray(String[]::new), messageClass.toString(), channel)
                .query(String.class)
                .single();
    }
}
