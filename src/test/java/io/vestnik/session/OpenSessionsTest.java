package io.vestnik.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.channel.ChannelTraits;
import io.vestnik.channel.Traits;
import io.vestnik.ledger.LedgerDatabase;
import io.vestnik.message.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = LedgerDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class OpenSessionsTest {

    @Autowired
    JdbcClient jdbc;

    private final ChannelTraits traits = new ChannelTraits();
    private OpenSessions sessions;

    @BeforeEach
    void empty() {
        jdbc.sql("TRUNCATE session").update();
        traits.publish(Map.of("whatsapp", new Traits(true, Duration.ofHours(24), true)));
        sessions = new OpenSessions(jdbc, traits, Clock.fixed(LedgerDatabase.NOW, ZoneOffset.UTC));
    }

    @ParameterizedTest
    @CsvSource({
        "telegram, '', open, , true",
        "telegram, '', blocked, 1, false",
        "telegram, school, open, , true",
        "telegram, bakery, open, , false", // attached by another account
        "max, '', open, , false", // on a channel that is not asked for
        "whatsapp, '', open, 23, true",
        "whatsapp, '', open, 24, false", // its window is over
        "whatsapp, '', open, , false", // no word was ever heard
    })
    void aChatIsOpenForWhoMayUseItAsLongAsItsWindowIs(String channel, String account, String state, Integer hours, boolean open) {
        session(channel, "7", account, state, hours);
        Set<String> found = sessions.among(List.of(step("telegram", "7"), step("whatsapp", "7"), step("push", null)), "school");
        assertThat(found).isEqualTo(open ? Set.of(channel) : Set.of());
    }

    @ParameterizedTest
    @CsvSource({"telegram, '8'", "viber, '7'"})
    void anotherRecipientsChatIsNotTaken(String channel, String address) {
        session(channel, address, "", "open", 1);
        assertThat(sessions.among(List.of(step("telegram", "7"), step("viber", "8")), "school")).isEmpty();
    }

    private void session(String channel, String address, String account, String state, Integer hours) {
        jdbc.sql(
                        """
                        INSERT INTO session (address, channel, account, provider, state, heard_at, updated_at)
                        VALUES (:address, :channel, :account, 'bot', :state, :now::timestamptz - make_interval(hours => :hours::int), :now::timestamptz)
                        """)
                .param("address", address)
                .param("channel", channel)
                .param("account", account)
                .param("state", state)
                .param("hours", hours)
                .param("now", LedgerDatabase.NOW.toString())
                .update();
    }

    private static Step step(String channel, String address) {
        return new Step(channel, address, null, false, 1);
    }
}
