package io.vestnik.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.vestnik.accept.Intake;
import io.vestnik.account.Accounts;
import io.vestnik.account.Credential;
import io.vestnik.account.Door;
import io.vestnik.channel.Reply;
import io.vestnik.channel.telegram.BotUpdates;
import io.vestnik.esme.Delivers;
import io.vestnik.esme.DueDelivers;
import io.vestnik.esme.EsmeDatabase;
import io.vestnik.queue.Handover;
import io.vestnik.queue.LiveNames;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = EsmeDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class RepliesTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Replies replies;

    @Autowired
    Accounts accounts;

    @Autowired
    LiveNames bound;

    @Autowired
    DueDelivers due;

    @Autowired
    Delivers delivers;

    @Autowired
    Handover handover;

    @Autowired
    BotReplies bots;

    @Autowired
    VestnikSettings settings;

    @Autowired
    Intake intake;

    @BeforeEach
    void empty() {
        jdbc.sql("TRUNCATE esme_deliver, message, delivery, provider_message, reply, consent, dead_letter, callback").update();
    }

    @AfterEach
    void asItWas() {
        accounts.replace(new Accounts.Stored(List.of(), Set.of(), false), List.of());
        bound.list().forEach(bound::remove);
    }

    @Test
    void aReplyIsTheirsWhoseSenderItWasWrittenTo() {
        wrote("bakery", "+79161234567");
        replies.keep(reply("+79161234567", "SCHOOL"));
        assertThat(kept()).containsExactly("school");
        bound.add("school");
        List<String> ids = due.take().get(0).ids();
        assertThat(delivers.claim(ids)).singleElement().satisfies(deliver -> {
            assertThat(deliver.isReply()).isTrue();
            assertThat(deliver.from()).isEqualTo("+79161234567");
            assertThat(deliver.to()).isEqualTo("SCHOOL");
            assertThat(deliver.text()).isEqualTo("Я тоже, до встречи завтра вечером");
            assertThat(deliver.submitId()).isNull();
            assertThat(deliver.doneAt()).isEqualTo(AT);
        });
    }

    @Test
    void elseTheirsWhoLastWroteToThatAddress() {
        wrote("school", "+79161234567");
        wrote("bakery", "+79161234567");
        wrote("school", "+79161234568");
        replies.keep(reply("+79161234567", "7777"));
        assertThat(kept()).containsExactly("bakery");
        assertThat(owed()).containsExactly("bakery");
    }

    @Test
    void whoHasSentNothingYetIsNotWritten() {
        wrote("school", "+79161234567");
        wrote("bakery", "+79161234567", "queued");
        replies.keep(new Reply("sms", "carrier", "+79161234567", "7777", "СТОП", AT));
        assertThat(words()).containsExactly("school phone:+79161234567 marketing - false reply recipient");
    }

    @Test
    void aMailIsTheirsWhoseMailItAnswers() {
        wrote("school", "+79161234567");
        wrote("bakery", "+79161234567");
        jdbc.sql("INSERT INTO provider_message (provider, id, delivery_id, at) VALUES ('relay', '<17@hub>', 'M0', now())").update();
        ProviderSettings relay = mock(ProviderSettings.class);
        when(relay.name()).thenReturn("relay");
        VestnikSettings settings = mock(VestnikSettings.class);
        when(settings.replies()).thenReturn(this.settings.replies());
        when(settings.channels()).thenReturn(Map.of("email", new VestnikSettings.ChannelSettings(List.of(relay), null)));
        Reply mail = new Reply(
                "email", "mailbox", "anna@example.org", "hub@example.org", "STOP", AT, "20", false, List.of("<16@hub>", "<17@hub>"));
        assertThat(new ReplyOwner(accounts, settings, jdbc).of(mail)).contains("school");
    }

    @Test
    void aMailOfNobodyIsNoDeadLetter() {
        replies.keep(new Reply("email", "mailbox", "spam@example.org", "hub@example.org", "Buy!", AT, "<19@example.org>", false));
        assertThat(kept()).containsExactly("nobody");
        assertThat(texts("SELECT id FROM dead_letter")).isEmpty();
    }

    @Test
    void aNumberThatIsWrittenAsItIsDialledThereIsTheSamePerson() {
        replies.keep(new Reply("sms", "carrier", "89161234567", "SCHOOL", "СТОП", AT));
        replies.keep(new Reply("sms", "carrier", "+89161234568", "SCHOOL", "СТОП", AT));
        assertThat(texts("SELECT address FROM consent ORDER BY id")).containsExactly("phone:+79161234567", "phone:+79161234568");
        assertThat(texts("SELECT sender FROM reply ORDER BY id")).containsExactly("+79161234567", "+79161234568");
    }

    @Test
    void aChannelOfOnesOwnHandsItsRepliesIn() {
        replies.take("whatsapp", "partner", "79161234567", "SCHOOL", "Стоп", "17");
        replies.take("whatsapp", "partner", "79161234567", "SCHOOL", "Стоп", "17");
        assertThat(kept()).containsExactly("school");
        assertThat(words()).containsExactly("school phone:+79161234567 marketing - false reply recipient");
    }

    @Test
    void theLaterWordHoldsWhateverThePlatformsClockSays() {
        replies.keep(said("СТАРТ"));
        replies.keep(new Reply("sms", "carrier", "+79161234567", "SCHOOL", "СТОП", AT.minusSeconds(3_600)));
        assertThat(texts("SELECT state FROM consent_word('school', '{phone:+79161234567}', 'marketing', 'sms')"))
                .containsExactly("withdrawn");
        assertThat(texts("SELECT evidence ->> 'at' FROM consent WHERE NOT granted")).containsExactly("2026-11-22T09:00:00Z");
    }

    @Test
    void whoTriesTheSandboxSpeaksForItself() {
        replies.keepFor(new Reply("sms", "sandbox", "+79161234567", "", "СТАРТ", AT), "school");
        assertThat(words()).containsExactly("school phone:+79161234567 marketing - true reply school");
        assertThat(texts("SELECT evidence ->> 'provider' FROM consent")).containsExactly("sandbox");
    }

    @Test
    void elseNobodysWhichAnOperatorIsTold() {
        replies.keep(reply("+79161234567", "7777"));
        assertThat(kept()).containsExactly("nobody");
        assertThat(owed()).isEmpty();
        assertThat(texts("SELECT reason FROM dead_letter WHERE account IS NULL"))
                .singleElement().asString().matches("reply \\w{26} on channel sms is no account's");
        assertThat(texts("SELECT name FROM reply WHERE due IS NOT NULL")).isEmpty();
    }

    @Test
    void aReplyIsQueuedAfterItsCommit() {
        replies.keep(reply("+79161234567", "SCHOOL"));
        List<String> queued = texts("SELECT name FROM reply WHERE node = 'here' AND due > now() + interval '4 min'");
        assertThat(queued).hasSize(1);
        verify(handover).replies(queued);
    }

    @Test
    void aMailThatIsFetchedTwiceIsKeptOnce() {
        Reply mail = new Reply("email", "mailbox", "anna@example.org", "SCHOOL", "СТОП", AT, "<17@example.org>", false);
        replies.keep(mail);
        replies.keep(mail);
        assertThat(kept()).hasSize(1);
        assertThat(owed()).hasSize(1);
        assertThat(words()).hasSize(1);
    }

    @Test
    void stopWithdrawsMarketingOnAllChannelsAndTellsWhatItWas() {
        replies.keep(said(" Стоп! "));
        assertThat(words()).containsExactly("school phone:+79161234567 marketing - false reply recipient");
        String name = texts("SELECT name FROM reply").get(0);
        assertThat(texts("SELECT evidence ->> 'reply' || ' ' || (evidence ->> 'channel') || ' ' || (evidence ->> 'word') FROM consent"))
                .containsExactly(name + " sms Стоп!");
    }

    @Test
    void onlyTheFirstStopIsOne() {
        replies.keep(said("СТОП"));
        replies.keep(said("STOP"));
        replies.keep(said("СТАРТ"));
        replies.keep(said("стоп"));
        assertThat(texts("SELECT keyword || ' ' || repeated FROM reply ORDER BY id"))
                .containsExactly("stop false", "stop true", "start false", "stop false");
        assertThat(words()).extracting(word -> word.contains(" true ")).containsExactly(false, false, true, false);
    }

    @Test
    void stopEndsWhatIsQueued() throws Exception {
        String offer = queued("marketing");
        String reminder = queued("service");
        replies.keep(said("СТОП"));
        assertThat(texts("SELECT message_id || ' ' || status FROM delivery"))
                .containsExactlyInAnyOrder(offer + " skipped", reminder + " queued");
        assertThat(texts("SELECT reason FROM message WHERE status = 'refused'")).containsExactly("opted_out");
    }

    @Test
    void noKeywordOfAMachineCounts() {
        replies.keep(new Reply("email", "mailbox", "anna@example.org", "SCHOOL", "STOP", AT, "<18@example.org>", true));
        assertThat(words()).isEmpty();
        assertThat(texts("SELECT automatic::text FROM reply")).containsExactly("true");
    }

    @Test
    void whatTheBotHeardAndItsPlaceAreKeptTogether() {
        jdbc.sql("INSERT INTO telegram_bot VALUES (48, 5, now(), now()) ON CONFLICT (id) DO UPDATE SET next_update = 5").update();
        BotUpdates updates = mock(BotUpdates.class);
        when(updates.replies()).thenReturn(List.of(said("СТОП"), said("да")));
        when(updates.next(5)).thenReturn(7L);
        bots.keep(48, 5, updates);
        bots.keep(48, 5, updates); // another node has asked meanwhile
        assertThat(kept()).hasSize(2);
        assertThat(words()).hasSize(1);
        assertThat(texts("SELECT next_update::text FROM telegram_bot WHERE id = 48")).containsExactly("7");
    }

    @Test
    void ofSeveralLoginsTheBoundOneIsTold() {
        Credential second = new Credential("school", Door.SMPP, "school2", "secret", null);
        accounts.replace(new Accounts.Stored(List.of(), Set.of(), false), List.of(second));
        replies.keep(reply("+79161234567", "SCHOOL"));
        bound.add("school2");
        replies.keep(reply("+79161234567", "SCHOOL"));
        assertThat(owed()).containsExactly("school", "school2");
    }

    @Test
    void whatCantBeStoredIsNotTold() {
        Reply broken = new Reply("sms", "carrier", "+79161234567", "SCHOOL", "\0", AT);
        assertThatThrownBy(() -> replies.keep(broken)).isNotNull();
        assertThat(owed()).isEmpty();
    }

    private static Reply said(String text) {
        return new Reply("sms", "carrier", "+79161234567", "SCHOOL", text, AT);
    }

    private String queued(String messageClass) throws Exception {
        return intake.accept(Map.of("to", Map.of("phone", "+79161234567"), "class", messageClass, "text", "x"), "school", null).get("id");
    }

    private List<String> words() {
        return texts("""
                SELECT concat_ws(' ', account, address, class, coalesce(channel, '-'), granted::text, method, recorded_by)
                FROM consent ORDER BY id
                """);
    }

    private List<String> texts(String query) {
        return jdbc.sql(query).query(String.class).list();
    }

    private static Reply reply(String from, String to) {
        return new Reply("sms", "carrier", from, to, "Я тоже, до встречи завтра вечером", AT);
    }

    private void wrote(String account, String phone) {
        wrote(account, phone, "delivered");
    }

    private void wrote(String account, String phone, String status) {
        jdbc.sql("""
                WITH wrote AS (
                    INSERT INTO message (id, account, class, status, recipient, addresses, text, plan, tags, callback_events, created_at,
                                         valid_until, timeline)
                    SELECT 'M' || count(*), :account, 'service', 'delivered', '{}', ARRAY['phone:' || :phone], '', '[]', '{}', '{}', now(),
                           now(), '[]'
                    FROM message RETURNING id)
                INSERT INTO delivery (id, message_id, position, account, rank, channel, address, status, segments, reference, timeline, sent_at)
                SELECT id, id, 0, :account, 2, 'sms', :phone, :status, 1, 1, '[]', CASE WHEN :status = 'delivered' THEN now() END FROM wrote
                """).param("account", account).param("phone", phone).param("status", status).update();
    }

    private List<String> kept() {
        return jdbc.sql("SELECT coalesce(account, 'nobody') FROM reply ORDER BY id").query(String.class).list();
    }

    private List<String> owed() {
        return jdbc.sql("SELECT system_id FROM esme_deliver ORDER BY id").query(String.class).list();
    }
}
