package io.vestnik.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.message.MessageClass;
import io.vestnik.message.NewMessage;
import io.vestnik.message.Origin;
import io.vestnik.message.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is kept of a text when its message has ended. */
@SpringBootTest(classes = LedgerDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class CodesTest {

    @Autowired
    NewRows rows;

    @Autowired
    Cancellation cancellation;

    @Autowired
    JdbcClient jdbc;

    @ParameterizedTest
    @CsvSource({"AUTHORIZATION, ''", "TRANSACTIONAL, 4711", "SERVICE, 4711", "MARKETING, 4711"})
    void aOneTimeCodeGoesWhenItsMessageEnds(MessageClass messageClass, String kept) {
        String id = rows.insert(List.of(message(messageClass))).get(0).id();
        assertThat(text(id)).isEqualTo("4711");
        assertThat(cancellation.cancel("school", id)).isEqualTo(Cancellation.Result.CANCELLED);
        assertThat(text(id)).isEqualTo(kept);
    }

    private String text(String id) {
        return jdbc.sql("SELECT text FROM message WHERE id = :id").param("id", id).query(String.class).single();
    }

    private static NewMessage message(MessageClass messageClass) {
        return new NewMessage(
                null, "school", messageClass, Map.of("phone", "+79161234567"), "4711", null,
                List.of(new Step("sms", "+79161234567", null, false, 1)), null, Duration.ofMinutes(10), null, Set.of(), Map.of(), null, null,
                null, new Origin("rest", null));
    }
}
