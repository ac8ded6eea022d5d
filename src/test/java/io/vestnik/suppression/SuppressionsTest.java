package io.vestnik.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.vestnik.ledger.LedgerDatabase;
import io.vestnik.privacy.HubKey;
import io.vestnik.settings.VestnikSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The list of dead addresses on a real PostgreSQL. */
@SpringBootTest(classes = LedgerDatabase.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class SuppressionsTest {

    private static final Instant NOW = LedgerDatabase.NOW;
    private static final String ANNA = "+79160000301";

    @Autowired
    JdbcClient jdbc;

    private Suppressions suppressions;
    private SuppressionList list;

    @BeforeEach
    void empty() {
        jdbc.sql("TRUNCATE suppression").update();
        HubKey key = mock(HubKey.class);
        when(key.of("suppression")).thenReturn(HubKey.hmac(new byte[] {1}, new byte[] {2}));
        VestnikSettings settings = mock(VestnikSettings.class);
        when(settings.suppression()).thenReturn(new VestnikSettings.SuppressionSettings(Duration.ofDays(180)));
        suppressions = new Suppressions(key, jdbc, settings);
        list = new SuppressionList(suppressions, jdbc);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+79160000301", "Anna.Example+Tag@example.org", "", "Анна ÄÖİß", "😀", "a\\x00b", "x"})
    void javaAndSqlLookUpTheSame(String address) {
        byte[] sql = jdbc.sql("SELECT suppression_hash(:address, :inner, :outer)")
                .param("address", address)
                .param("inner", suppressions.inner())
                .param("outer", suppressions.outer())
                .query(byte[].class)
                .single();
        assertThat(HexFormat.of().formatHex(sql)).isEqualTo(suppressions.hex(address));
    }

    @Test
    void caseIsNoDifference() {
        assertThat(suppressions.hash("Anna@Example.org")).isEqualTo(suppressions.hash("anna@example.ORG"));
    }

    /** In days from now; {@code -}: never. */
    @ParameterizedTest
    @CsvSource({"1, 2, 2", "2, 1, 2", "2, -, -", "-, 2, -"})
    void whatLastsLongerIsKept(String first, String second, String kept) {
        suppressions.add(List.of(dead("sms", first)));
        suppressions.add(List.of(dead("sms", second)));
        assertThat(all()).extracting(listed -> listed.suppression().expires()).containsExactly(day(kept));
        jdbc.sql("TRUNCATE suppression").update();
        suppressions.add(List.of(dead("sms", first), dead("sms", second)));
        assertThat(all()).extracting(listed -> listed.suppression().expires()).containsExactly(day(kept));
    }

    @Test
    void ofAnErasedPersonOnlyTheHashIsLeft() {
        suppressions.add(List.of(dead(null, "-")));
        assertThat(suppressions.hide("school", List.of("contact:1", "phone:" + ANNA))).isOne();
        suppressions.erase("school", List.of("contact:1", "phone:" + ANNA), "erasure 1", NOW);
        assertThat(all()).as("what holds more is kept").extracting(listed -> listed.suppression().reason()).containsExactly("erased", "permanent_failure");
        assertThat(all()).allSatisfy(listed -> assertThat(SuppressionList.isId(listed.id())).isTrue());
        assertThat(list.lift("school", ANNA, null)).isEqualTo(SuppressionList.Lifted.DONE);
        assertThat(list.lift("school", all().get(0).id())).isEqualTo(SuppressionList.Lifted.ERASED);
        assertThat(all()).hasSize(1).allSatisfy(listed -> {
            assertThat(listed.suppression().reason()).isEqualTo("erased");
            assertThat(listed.suppression().address()).isNull();
        });
        assertThat(list.lift("school", ANNA, null)).isEqualTo(SuppressionList.Lifted.ERASED);
        suppressions.liftErased("bakery", Map.of("phone:" + ANNA, NOW));
        assertThat(all()).hasSize(1);
        suppressions.liftErased("school", Map.of("phone:" + ANNA, NOW.minusSeconds(1)));
        assertThat(all()).as("what was agreed before the erasure").hasSize(1);
        suppressions.liftErased("school", Map.of("email:a@example.org", NOW, "phone:" + ANNA, NOW));
        assertThat(all()).isEmpty();
    }

    @Test
    void anIdOfOneMessengerIsSomebodyElsesAtAnother() {
        suppressions.erase("school", List.of("telegram:48213"), "erasure 1", NOW);
        assertThat(all()).extracting(listed -> listed.suppression().channel()).containsExactly("telegram");
        assertThat(list.list("school", "48213", "telegram", 9, null, NOW)).hasSize(1);
        suppressions.liftErased("school", Map.of("vk:48213", NOW, "contact:48213", NOW));
        assertThat(all()).hasSize(1);
        suppressions.liftErased("school", Map.of("telegram:48213", NOW));
        assertThat(all()).isEmpty();
    }

    @Test
    void aBlankedAddressIsNotAdded() {
        suppressions.add(List.of(new Suppression("school", "sms", "", Suppression.MANUAL, "x", NOW, null)));
        assertThat(all()).isEmpty();
    }

    @Test
    void aConsentLiftsNothingButAnErasure() {
        suppressions.add(List.of(dead("sms", "-")));
        suppressions.liftErased("school", Map.of("phone:" + ANNA, NOW));
        assertThat(all()).hasSize(1);
    }

    @Test
    void itIsLiftedByAddressOrByIdOfItsOwnAccountAlone() {
        suppressions.add(List.of(dead("sms", "-"), dead(null, "-"), dead("voice", "-")));
        assertThat(list.lift("bakery", ANNA, null)).isEqualTo(SuppressionList.Lifted.NONE);
        assertThat(list.lift("school", ANNA, "email")).isEqualTo(SuppressionList.Lifted.NONE);
        assertThat(list.lift("school", ANNA, "sms")).isEqualTo(SuppressionList.Lifted.DONE);
        String everywhere = list.find(dead(null, "-")).id();
        assertThat(list.lift("school", everywhere)).isEqualTo(SuppressionList.Lifted.DONE);
        assertThat(list.lift("school", everywhere)).isEqualTo(SuppressionList.Lifted.NONE);
        assertThat(all()).extracting(listed -> listed.suppression().channel()).containsExactly("voice");
    }

    @Test
    void pagesFollowOneAnotherAndWhatIsOverIsNotShown() {
        List<Suppression> many = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            many.add(new Suppression("school", i % 2 == 0 ? null : "sms", ANNA + i / 2, "manual", "test", NOW, null));
        }
        many.add(suppressions.dead("school", "sms", "+79160000302", "manual", "test", NOW.minus(Duration.ofDays(181))));
        many.add(new Suppression("bakery", null, ANNA, "manual", "test", NOW, null));
        suppressions.add(many);
        List<String> paged = new ArrayList<>();
        String after = null;
        for (int page = 0; page < 4; page++) {
            List<SuppressionList.Listed> found = list.list("school", null, null, 2, after, NOW);
            found.forEach(each -> paged.add(each.id()));
            after = found.get(found.size() - 1).id();
        }
        assertThat(paged).hasSize(7).doesNotHaveDuplicates().isEqualTo(all().stream().map(SuppressionList.Listed::id).toList());
        assertThat(list.list("school", ANNA + 1, null, 9, null, NOW)).hasSize(2);
        assertThat(list.list("school", null, "sms", 9, null, NOW)).hasSize(3);
    }

    private List<SuppressionList.Listed> all() {
        return list.list("school", null, null, 100, null, NOW);
    }

    private static Suppression dead(String channel, String days) {
        return new Suppression("school", channel, ANNA, Suppression.PERMANENT_FAILURE, "carrier-a 0x0000000B", NOW, day(days));
    }

    private static Instant day(String days) {
        return days.equals("-") ? null : NOW.plus(Duration.ofDays(Integer.parseInt(days)));
    }
}
