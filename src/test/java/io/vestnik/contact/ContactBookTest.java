package io.vestnik.contact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vestnik.cap.Caps;
import io.vestnik.ledger.LedgerDatabase;
import io.vestnik.message.MessageClass;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** One person is one contact, whatever was known of it twice. On a real PostgreSQL. */
@SpringBootTest(classes = LedgerDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ContactBookTest {

    private static final Instant NOW = LedgerDatabase.NOW;
    private static final String ANNA = "+79160000101";
    private static final String BORIS = "+79160000102";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private ContactBook book;
    private Contacts contacts;

    @BeforeEach
    void empty() {
        jdbc.sql("TRUNCATE contact, contact_address, consent").update();
        book = new ContactBook(new ContactRows(jdbc), new LeftConsents(jdbc), transaction, Clock.fixed(NOW, ZoneOffset.UTC));
        contacts = new Contacts(jdbc);
    }

    @Test
    void whatWasWrittenIsFoundByItsIdAndByEachAddress() {
        ObjectNode attributes = new ObjectMapper().createObjectNode().put("city", "Казань");
        Preferences wishes = new Preferences(
                Map.of(MessageClass.MARKETING, new Caps(1, 2, null, Map.of("sms", new io.vestnik.cap.Limits(null, 1, null)))),
                NOW.plusSeconds(60),
                Set.of(MessageClass.MARKETING));
        Contact anna = new Contact(
                "school", "crm-1", Map.of("phone", ANNA, "email", "Anna@example.org"), "ru-RU", ZoneId.of("Asia/Omsk"), null, attributes, wishes, null, null);
        Contact stored = book.write(anna).contact();
        assertThat(contacts.find("school", "crm-1")).contains(stored);
        assertThat(stored).isEqualTo(anna.stored("crm-1", NOW.truncatedTo(java.time.temporal.ChronoUnit.MICROS), NOW));
        assertThat(contacts.of("school", List.of("phone:" + ANNA))).containsExactly(stored);
        assertThat(contacts.of("school", List.of("email:anna@example.org", "phone:" + ANNA))).containsExactly(stored);
        assertThat(contacts.keys("school", List.of("phone:" + ANNA, "telegram:7")))
                .containsExactly("contact:crm-1", "email:anna@example.org", "phone:" + ANNA, "telegram:7");
    }

    @Test
    void anotherAccountKnowsNothingOfIt() {
        book.write(contact("crm-1", Map.of("phone", ANNA)));
        assertThat(contacts.find("bakery", "crm-1")).isEmpty();
        assertThat(contacts.keys("bakery", List.of("phone:" + ANNA))).containsExactly("phone:" + ANNA);
    }

    @Test
    void aSecondWriteReplacesWhatStood() {
        book.write(contact("crm-1", Map.of("phone", ANNA, "telegram", "7")));
        ContactBook.Written again = book.write(contact("crm-1", Map.of("phone", BORIS)));
        assertThat(again.created()).isFalse();
        assertThat(contacts.find("school", "crm-1").orElseThrow().addresses()).isEqualTo(Map.of("phone", BORIS));
        assertThat(contacts.of("school", List.of("phone:" + ANNA, "telegram:7"))).isEmpty();
    }

    @Test
    void theContactWhoseAddressIsGivenIsTakenIn() {
        Preferences seldom = new Preferences(Map.of(MessageClass.MARKETING, new Caps(1, null, null, Map.of())), null, Set.of());
        Preferences paused = new Preferences(
                Map.of(MessageClass.MARKETING, new Caps(3, 4, null, Map.of())), NOW.plusSeconds(9), Set.of(MessageClass.MARKETING));
        book.write(new Contact(
                "school", "web-1", Map.of("email", "a@example.org", "phone", BORIS), "en", ZoneId.of("Asia/Tomsk"), null,
                attributes("city", "Tomsk", "shoe", "39"), seldom, null, null));
        ContactBook.Written written = book.write(new Contact(
                "school", "crm-1", Map.of("email", "A@example.org", "phone", ANNA), null, null, "RU-KGD", attributes("city", "Kaliningrad"), paused,
                null, null));
        Contact one = written.contact();
        assertThat(written.merged()).containsExactly("web-1");
        assertThat(one.addresses()).isEqualTo(Map.of("email", "A@example.org", "phone", ANNA));
        assertThat(one.locale()).isEqualTo("en");
        assertThat(one.timezone()).as("the region that was given says where she is").isNull();
        assertThat(one.attributes()).isEqualTo(attributes("city", "Kaliningrad", "shoe", "39"));
        assertThat(one.preferences()).isEqualTo(new Preferences(
                Map.of(MessageClass.MARKETING, new Caps(1, 4, null, Map.of())), NOW.plusSeconds(9), Set.of(MessageClass.MARKETING)));
        assertThat(contacts.find("school", "web-1")).as("the id goes on as an alias").contains(one);
        assertThat(contacts.keys("school", List.of("phone:" + BORIS)))
                .as("her other number is hers too")
                .containsExactly("contact:crm-1", "contact:web-1", "email:a@example.org", "phone:" + ANNA, "phone:" + BORIS);
    }

    @ParameterizedTest
    @CsvSource({"sms, telegram, sms", ", telegram, telegram", "sms, , sms"})
    void whoTakesInPrefersWhatItSaidItselfElseWhatTheOtherSaid(String own, String others, String after) {
        book.write(preferring("web-1", others));
        assertThat(book.write(preferring("crm-1", own)).contact().preferences().channels()).containsExactly(after);
    }

    private static Contact preferring(String id, String channel) {
        Preferences wishes = new Preferences(Map.of(), Map.of(), channel == null ? List.of() : List.of(channel));
        return new Contact("school", id, Map.of("phone", ANNA), null, null, null, JsonNodeFactory.instance.objectNode(), wishes, null, null);
    }

    @Test
    void anAliasWritesTheOneThatTookItIn() {
        book.write(contact("web-1", Map.of("phone", ANNA)));
        book.write(contact("crm-1", Map.of("phone", ANNA)));
        ContactBook.Written written = book.write(contact("web-1", Map.of("phone", BORIS)));
        assertThat(written.contact().id()).isEqualTo("crm-1");
        assertThat(written.created()).isFalse();
    }

    @Test
    void aWithdrawalOnAnyAddressHoldsForThePersonAfterAMerge() {
        book.write(contact("web-1", Map.of("email", "a@example.org")));
        consent("email:a@example.org", false);
        consent("phone:" + ANNA, true);
        book.write(contact("crm-1", Map.of("phone", ANNA, "email", "a@example.org")));
        assertThat(word(contacts.keys("school", List.of("phone:" + ANNA)))).isEqualTo("withdrawn");
    }

    @Test
    void aWithdrawalStaysWithThePersonWhoseAddressChanges() {
        book.write(contact("crm-1", Map.of("phone", ANNA)));
        consent("phone:" + ANNA, true);
        consent("phone:" + ANNA, false);
        consent("phone:" + BORIS, true);
        book.write(contact("crm-1", Map.of("phone", BORIS)));
        assertThat(word(contacts.keys("school", List.of("phone:" + BORIS)))).isEqualTo("withdrawn");
    }

    @Test
    void whatThePersonForbadeIsForbiddenOnTheAddressThatLeaves() {
        book.write(contact("crm-1", Map.of("phone", ANNA, "telegram", "7")));
        consent("telegram:7", false);
        book.write(contact("crm-1", Map.of("telegram", "7")));
        assertThat(word(List.of("phone:" + ANNA))).isEqualTo("withdrawn");
        assertThat(jdbc.sql("SELECT count(*) FROM consent WHERE address = 'contact:crm-1'").query(Integer.class).single())
                .as("the messenger stays, and has its word").isZero();
    }

    @Test
    void anOlderGrantOfTheContactIsNotTheLaterWord() {
        book.write(contact("crm-1", Map.of("phone", ANNA)));
        consent("phone:" + ANNA, false);
        consent("contact:crm-1", true);
        book.write(contact("crm-1", Map.of("phone", BORIS)));
        assertThat(word(contacts.keys("school", List.of("phone:" + BORIS)))).isEqualTo("withdrawn");
        assertThat(jdbc.sql("SELECT evidence ->> 'at' FROM consent WHERE address = 'contact:crm-1' AND NOT granted").query(String.class).single())
                .isEqualTo(NOW.minus(Duration.ofHours(8)).toString());
    }

    @Test
    void aGrantDoesNotGoToAnotherAddress() {
        book.write(contact("crm-1", Map.of("phone", ANNA)));
        consent("phone:" + ANNA, true);
        book.write(contact("crm-1", Map.of("phone", BORIS)));
        assertThat(word(contacts.keys("school", List.of("phone:" + BORIS)))).isEqualTo("none");
    }

    @Test
    void withoutAnIdTheFirstAddressThatIsKnownFindsItAndNothingIsLost() {
        book.write(contact("crm-1", Map.of("phone", ANNA, "telegram", "7")));
        ContactBook.Written written = book.write(contact(null, Map.of("phone", ANNA, "email", "a@example.org")));
        assertThat(written.contact().id()).isEqualTo("crm-1");
        assertThat(written.contact().addresses()).isEqualTo(Map.of("phone", ANNA, "telegram", "7", "email", "a@example.org"));
    }

    @Test
    void withoutAnIdAnUnknownAddressIsANewContact() {
        ContactBook.Written written = book.write(contact(null, Map.of("phone", ANNA)));
        assertThat(written.created()).isTrue();
        assertThat(contacts.find("school", written.contact().id())).contains(written.contact());
    }

    /** Each round two threads give a shared address to two contacts: one takes the other in, and no address is left behind. */
    @Test
    void twoThatShareAnAddressAreOneWhoeverComesFirst() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 40; round++) {
                String shared = "shared-" + round + "@example.org";
                CyclicBarrier start = new CyclicBarrier(4);
                List<Future<?>> writes = new ArrayList<>();
                for (String id : List.of("a" + round, "b" + round, "c" + round, "a" + round)) {
                    writes.add(threads.submit(() -> {
                        start.await();
                        return book.write(contact(id, Map.of("email", shared, "telegram", id)));
                    }));
                }
                for (Future<?> write : writes) {
                    write.get();
                }
                List<Contact> people = contacts.of("school", List.of("email:" + shared, "contact:a" + round, "contact:b" + round));
                assertThat(people).hasSize(1);
                assertThat(contacts.keys("school", List.of("email:" + shared)))
                        .contains("contact:a" + round, "contact:b" + round, "contact:c" + round, "email:" + shared);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(jdbc.sql("SELECT count(*) FROM contact").query(Long.class).single()).isEqualTo(40);
        assertThat(jdbc.sql("SELECT count(*) FROM contact_address a LEFT JOIN contact c ON c.id = a.contact WHERE c.id IS NULL")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static Contact contact(String id, Map<String, String> addresses) {
        return new Contact("school", id, addresses, null, null, null, attributes(), Preferences.NONE, null, null);
    }

    private static ObjectNode attributes(String... pairs) {
        ObjectNode attributes = new ObjectMapper().createObjectNode();
        for (int i = 0; i < pairs.length; i += 2) {
            attributes.put(pairs[i], pairs[i + 1]);
        }
        return attributes;
    }

    private int said;

    private void consent(String address, boolean granted) {
        said++;
        jdbc.sql("INSERT INTO consent VALUES (:id, 'school', :address, 'marketing', NULL, :granted, 'sms', NULL, :at::timestamptz, now(), 'school')")
                .param("id", "01K0000000000000000000000" + said)
                .param("address", address)
                .param("granted", granted)
                .param("at", NOW.minus(Duration.ofHours(9 - said)).toString())
                .update();
    }

    private String word(List<String> keys) {
        return jdbc.sql("SELECT state FROM consent_word('school', :keys, 'marketing', 'sms')")
                .param("keys", keys.toArray(String[]::new))
                .query(String.class)
                .single();
    }
}
