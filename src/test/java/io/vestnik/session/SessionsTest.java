package io.vestnik.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vestnik.account.Accounts;
import io.vestnik.address.Addresses;
import io.vestnik.channel.ChannelTraits;
import io.vestnik.channel.Providers;
import io.vestnik.channel.SessionNews;
import io.vestnik.channel.http.HttpApis;
import io.vestnik.contact.Contact;
import io.vestnik.contact.ContactBook;
import io.vestnik.contact.Contacts;
import io.vestnik.ledger.LedgerDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = SessionsTest.Database.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class SessionsTest {

    private static final AtomicReference<Instant> NOW = new AtomicReference<>(LedgerDatabase.NOW);

    @Configuration
    @Import({LedgerDatabase.class, ChannelTraits.class, HttpApis.class})
    @ComponentScan({"io.vestnik.contact", "io.vestnik.session"})
    static class Database {

        @Bean
        Clock clock() {
            InstantSource settable = NOW::get;
            return settable.withZone(ZoneOffset.UTC);
        }

        @Bean
        Providers providers() {
            return mock(Providers.class);
        }

        @Bean
        Predicate<String> channelKnown() {
            return channel -> true;
        }

        @Bean
        Addresses addresses(Predicate<String> channelKnown) {
            return new Addresses("RU", channelKnown);
        }

        @Bean
        Accounts accounts(Clock clock) {
            return new Accounts(List.of(), clock);
        }
    }

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Sessions sessions;

    @Autowired
    SessionRows rows;

    @Autowired
    StartLinks links;

    @Autowired
    ContactBook book;

    @Autowired
    Contacts contacts;

    @BeforeEach
    void nobodyIsKnown() {
        NOW.set(LedgerDatabase.NOW);
        jdbc.sql("TRUNCATE session, start_link, contact, contact_address").update();
    }

    @Test
    void theLaterTellingHoldsInWhateverOrderTheyCome() {
        sessions.hear(List.of(news("telegram", "7", "blocked", -10), news("telegram", "7", "open", -20), news("telegram", "8", "open", -5)));
        assertThat(only("7").state()).isEqualTo("blocked");
        assertThat(only("7").heardAt()).isEqualTo(at(-20));
        sessions.hear(List.of(news("telegram", "7", "open", -15)));
        assertThat(only("7").state()).as("told late").isEqualTo("blocked");
        sessions.hear(List.of(news("telegram", "7", "open", -1)));
        assertThat(only("7").state()).isEqualTo("open");
        assertThat(only("7").heardAt()).isEqualTo(at(-1));
        assertThat(only("8").state()).isEqualTo("open");
    }

    @Test
    void aNumberIsKnownInTheFormInWhichDeliveriesHaveIt() {
        sessions.hear(List.of(news("whatsapp", "79161234567", "open", -1)));
        assertThat(only("+79161234567").channel()).isEqualTo("whatsapp");
    }

    @Test
    void aPlatformWhoseClockIsFastBindsNobodyForLonger() {
        sessions.hear(List.of(news("telegram", "7", "open", 3600)));
        sessions.hear(List.of(news("telegram", "7", "blocked", 0)));
        assertThat(only("7").heardAt()).isEqualTo(at(0));
        assertThat(only("7").state()).isEqualTo("blocked");
    }

    @Test
    void whoComesByALinkIsTheContactThatItWasMadeFor() {
        book.write(contact("crm-1", Map.of("phone", "+79161234567", "telegram", "6")));
        String token = links.make("school", "crm-1", "telegram").token();
        assertThat(token).matches("[A-Za-z0-9_-]{32}");
        sessions.hear(List.of(came("7", token)));
        assertThat(contacts.find("school", "crm-1").orElseThrow().addresses())
                .isEqualTo(Map.of("phone", "+79161234567", "telegram", "7"));
        assertThat(contacts.of("school", List.of("telegram:6"))).isEmpty();
        assertThat(only("7").state()).isEqualTo("open");
    }

    @Test
    void aContactThatHadTheAddressLosesThatAlone() {
        book.write(contact("crm-1", Map.of("phone", "+79161234567")));
        book.write(contact("bot-7", Map.of("telegram", "7", "email", "anna@example.org")));
        sessions.hear(List.of(came("7", links.make("school", "crm-1", "telegram").token())));
        assertThat(contacts.find("school", "crm-1").orElseThrow().addresses())
                .isEqualTo(Map.of("phone", "+79161234567", "telegram", "7"));
        Contact before = contacts.find("school", "bot-7").orElseThrow();
        assertThat(before.id()).isEqualTo("bot-7");
        assertThat(before.addresses()).isEqualTo(Map.of("email", "anna@example.org"));
    }

    @Test
    void aLinkIsUsedOnce() {
        book.write(contact("crm-1", Map.of("phone", "+79161234567")));
        String token = links.make("school", "crm-1", "telegram").token();
        sessions.hear(List.of(came("7", token)));
        sessions.hear(List.of(came("8", token)));
        assertThat(contacts.of("school", List.of("telegram:8"))).isEmpty();
        assertThat(only("8").state()).as("an ordinary open").isEqualTo("open");
    }

    @Test
    void aLinkThatIsUnknownOfAnotherChannelOrExpiredGivesNobodyAnAddress() {
        book.write(contact("crm-1", Map.of("phone", "+79161234567")));
        StartLinks.Made other = links.make("school", "crm-1", "vk");
        StartLinks.Made late = links.make("school", "crm-1", "telegram");
        assertThat(late.expiresAt()).isEqualTo(NOW.get().plus(Duration.ofDays(7)));
        NOW.set(late.expiresAt());
        sessions.hear(List.of(came("7", "anything"), came("8", other.token()), came("9", late.token())));
        assertThat(contacts.find("school", "crm-1").orElseThrow().addresses()).isEqualTo(Map.of("phone", "+79161234567"));
        assertThat(only("9").state()).isEqualTo("open");
    }

    @Test
    void nobodyWhoIsGoneComesBackByALink() {
        book.write(contact("crm-1", Map.of("phone", "+79161234567")));
        String token = links.make("school", "crm-1", "telegram").token();
        jdbc.sql("TRUNCATE contact, contact_address").update();
        sessions.hear(List.of(came("7", token)));
        assertThat(contacts.of("school", List.of("telegram:7"))).isEmpty();
    }

    @Test
    void theTokenItselfIsNotStored() {
        String token = links.make("school", "crm-1", "telegram").token();
        assertThat(jdbc.sql("SELECT count(*) FROM start_link l WHERE l::text LIKE '%' || :token || '%'").param("token", token)
                        .query(Integer.class).single())
                .isZero();
    }

    @Test
    void whatIsAttachedComesBeforeWhatWasKeptAndIsOfItsAccountAlone() {
        rows.keep("chat", "desk", "anna", ids(1).toString());
        assertThat(rows.kept("school", "chat", "desk", "anna")).contains(ids(1));
        assertThat(rows.kept("school", "chat", "other", "anna")).as("another provider's ids").isEmpty();
        rows.attach("school", "chat", "anna", ids(2), NOW.get());
        assertThat(rows.kept("school", "chat", "desk", "anna")).contains(ids(2));
        assertThat(rows.kept("bakery", "chat", "desk", "anna")).contains(ids(1));
        assertThat(rows.detach("school", "chat", "anna")).isTrue();
        assertThat(rows.detach("school", "chat", "anna")).isFalse();
        assertThat(rows.kept("school", "chat", "desk", "anna")).contains(ids(1));
    }

    @Test
    void idsThatWereKeptOfOneProviderAreNotTheNextOnes() {
        rows.keep("chat", "desk", "anna", ids(1).toString());
        sessions.hear(List.of(news("chat", "anna", "open", 0)));
        assertThat(rows.kept("school", "chat", "bot", "anna")).isEmpty();
    }

    private Session only(String address) {
        List<Session> found = rows.of("school", List.of(address));
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static JsonNode ids(int conversation) {
        return JsonNodeFactory.instance.objectNode().put("conversation", conversation);
    }

    private static Contact contact(String id, Map<String, String> addresses) {
        return new Contact(
                "school", id, addresses, null, null, null, JsonNodeFactory.instance.objectNode(), io.vestnik.contact.Preferences.NONE, null, null);
    }

    private static SessionNews news(String channel, String address, String state, int seconds) {
        return new SessionNews(channel, "bot", address, state, null, LedgerDatabase.NOW.plusSeconds(seconds));
    }

    private static SessionNews came(String address, String token) {
        return new SessionNews("telegram", "bot", address, "open", token, NOW.get());
    }

    private static Instant at(int seconds) {
        return LedgerDatabase.NOW.plusSeconds(seconds);
    }
}
