package io.vestnik.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.channel.ContentColumn;
import io.vestnik.ledger.LedgerDatabase;
import io.vestnik.ledger.NewRows;
import io.vestnik.message.Content;
import io.vestnik.message.Media;
import io.vestnik.message.MessageClass;
import io.vestnik.message.NewMessage;
import io.vestnik.message.Origin;
import io.vestnik.message.Step;
import io.vestnik.settings.EncryptionSettings;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = LedgerDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class EncryptionTest {

    private static final String FIRST = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String SECOND = Base64.getEncoder().encodeToString("a key that is of thirty-two byte".getBytes());

    @Autowired
    JdbcClient jdbc;

    @Autowired
    NewRows rows;

    @BeforeEach
    @AfterEach
    void aHubWithoutAKey() {
        jdbc.sql("TRUNCATE message, delivery, hub_key, sealing_key").update();
        AtRest.use(new SealingKeys(null, List.of()));
    }

    @Test
    void aTextIsNotInTheDatabaseWhicheverWayItCame() {
        start(FIRST);
        rows.insert(List.of(message()));
        rows.copy(List.of(message()), stored -> {});
        assertThat(jdbc.sql("SELECT count(*) FROM message WHERE text LIKE '%secret%'").query(Integer.class).single()).isZero();
        assertThat(jdbc.sql("SELECT id, text FROM message").query((row, n) -> AtRest.open("message.text", row.getString(1), row.getString(2))).list())
                .containsExactly("secret", "secret");
    }

    @Test
    void neitherIsWhatGoesWithIt() {
        start(FIRST);
        Content content = new Content(List.of(new Media("image", "https://school.example/secret.jpg", null)), null, null);
        rows.insert(List.of(message().carrying(content)));
        rows.copy(List.of(message().carrying(content)), stored -> {});
        assertThat(jdbc.sql("SELECT count(*) FROM message WHERE content LIKE '%secret%'").query(Integer.class).single()).isZero();
        assertThat(jdbc.sql("SELECT id, content FROM message")
                        .query((row, n) -> ContentColumn.open("message.content", row.getString(1), row.getString(2)))
                        .list())
                .containsExactly(content, content);
    }

    @Test
    void theHubsOwnKeyStaysTheSameThroughEveryChange() {
        byte[] plain = start(null);
        for (String key : new String[] {FIRST, FIRST, SECOND}) {
            assertThat(start(key, FIRST)).isEqualTo(plain);
            assertThat(stored()).hasSizeGreaterThan(32);
        }
        assertThat(start(SECOND)).isEqualTo(plain);
        assertThat(start(null, SECOND)).isEqualTo(plain);
        assertThat(stored()).hasSize(32);
    }

    @Test
    void aHubWithoutTheKeyOfWhatIsSealedDoesNotStart() {
        start(FIRST);
        rows.insert(List.of(message()));
        assertThatThrownBy(() -> start(null)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("vestnik.encryption.key: ");
        assertThatThrownBy(() -> start(SECOND)).hasMessageContaining("hub_key.key");
        start(SECOND, FIRST);
        assertThatThrownBy(() -> start(SECOND)).hasMessageContaining("message.text");
        jdbc.sql("DELETE FROM message").update();
        assertThatCode(() -> start(SECOND)).doesNotThrowAnyException();
    }

    /** As at a start of the hub; its own key for a purpose. */
    private byte[] start(String key, String... old) {
        return new HubKey(jdbc, Optional.of(new Encryption(new EncryptionSettings(key, List.of(old)), jdbc))).of("test");
    }

    private byte[] stored() {
        return jdbc.sql("SELECT key FROM hub_key").query(byte[].class).single();
    }

    private static NewMessage message() {
        return new NewMessage(
                null, "school", MessageClass.SERVICE, Map.of("phone", "+79161234567"), "secret", null,
                List.of(new Step("sms", "+79161234567", null, false, 1)), null, Duration.ofMinutes(10), null, Set.of(), Map.of(), null, null,
                null, new Origin("rest", null));
    }
}
