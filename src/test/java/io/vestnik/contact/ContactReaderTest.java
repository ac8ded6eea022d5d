package io.vestnik.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.account.Account;
import io.vestnik.address.Addresses;
import io.vestnik.cap.Caps;
import io.vestnik.cap.Limits;
import io.vestnik.form.JsonReader;
import io.vestnik.message.FieldError;
import io.vestnik.message.InvalidMessage;
import io.vestnik.message.MessageClass;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactReaderTest {

    private static final Set<String> CHANNELS = Set.of("sms", "email", "telegram");
    private static final Account SCHOOL = new Account(
            "school", null, List.of(), null, null, null, List.of(), List.of(), null, null, ZoneId.of("Europe/Moscow"), Map.of(),
            Account.Times.DEFAULT, Map.of());

    private final ContactReader reader = new ContactReader(new Addresses("RU", CHANNELS::contains), CHANNELS::contains);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "{'phon': '1'}                                                | 422 | /phon",
        "{'Phone': '1'}                                               | 400 | /Phone",
        "{'contact': 'c'}                                             | 400 | /contact",
        "{'phone': 1, 'email': 'a'}                                   | 400 | /phone /email",
        "{'id': 'a b'}                                                | 400 | /id",
        "{'id': 'a/b'}                                                | 400 | /id",
        "{'id': ''}                                                   | 400 | /id",
        "{'locale': 'russian language'}                               | 400 | /locale",
        "{'locale': 'x-mine'}                                         | 400 | /locale",
        "{'timezone': 'Moscow'}                                       | 422 | /timezone",
        "{'timezone': 'GMT+3'}                                        | 422 | /timezone",
        "{'timezone': '+25:00'}                                       | 422 | /timezone",
        "{'region': 'Atlantis'}                                       | 422 | /region",
        "{'attributes': []}                                           | 400 | /attributes",
        "{'attributes': {'a': {'b': {'c': {'d': {'e': {}}}}}}}        | 400 | /attributes",
        "{'attributes': {'a': 1e999999}}                              | 400 | /attributes",
        "{'preferences': {'cap': {}}}                                 | 400 | /preferences/cap",
        "{'preferences': {'caps': {'authorization': {'day': 1}}}}     | 400 | /preferences/caps/authorization",
        "{'preferences': {'caps': {'spam': {}}}}                      | 400 | /preferences/caps/spam",
        "{'preferences': {'caps': {'marketing': {'day': -1}}}}        | 400 | /preferences/caps/marketing/day",
        "{'preferences': {'caps': {'marketing': {'year': 1}}}}        | 400 | /preferences/caps/marketing/year",
        "{'preferences': {'caps': {'marketing': {'channels': {'fax': {}}}}}} | 422 | /preferences/caps/marketing/channels/fax",
        "{'preferences': {'channels': 'sms'}}                         | 400 | /preferences/channels",
        "{'preferences': {'channels': ['sms', 1, 'fax', 'sms']}}      | 400 | /preferences/channels/1 /preferences/channels/2 /preferences/channels/3",
        "{'preferences': {'pause': {}}}                               | 400 | /preferences/pause/until",
        "{'preferences': {'pause': {'until': 'tomorrow'}}}            | 400 | /preferences/pause/until",
        "{'preferences': {'pause': {'until': '2026-02-30'}}}          | 400 | /preferences/pause/until",
        "{'preferences': {'pause': {'until': '2026-12-01', 'classes': ['authorization']}}} | 400 | /preferences/pause/classes/0",
        "{'preferences': {'pause': {'until': '2026-12-01', 'classes': []}}} | 400 | /preferences/pause/classes",
    })
    void namesEachFieldThatIsWrong(String json, int status, String pointers) {
        InvalidMessage refusal = catchThrowableOfType(InvalidMessage.class, () -> read(json));
        assertThat(refusal.errors()).extracting(FieldError::pointer).containsExactly(pointers.split(" "));
        assertThat(refusal.isMalformed()).isEqualTo(status == 400);
    }

    @Test
    void attributesHaveALimit() {
        InvalidMessage refusal = catchThrowableOfType(
                InvalidMessage.class, () -> read("{'id': 'c', 'attributes': {'a': '" + "я".repeat(8_190) + "'}}"));
        assertThat(refusal.errors()).extracting(FieldError::pointer).containsExactly("/attributes");
        assertThat(read("{'id': 'c', 'attributes': {'a': '" + "я".repeat(8_180) + "'}}").attributes()).hasSize(1);
    }

    @Test
    void addressesAreInTheirNormalForm() {
        Contact anna = read("{'phone': '8 916 000-02-01', 'email': 'Anna@Example.ORG', 'telegram': '7', 'locale': 'ru-ru', 'timezone': '+06:00'}");
        assertThat(anna.addresses()).isEqualTo(Map.of("phone", "+79160000201", "email", "Anna@example.org", "telegram", "7"));
        assertThat(anna.locale()).isEqualTo("ru-RU");
        assertThat(anna.timezone()).isEqualTo(ZoneId.of("+06:00"));
        assertThat(anna.id()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'timezone': 'Asia/Omsk' | 2026-11-30T18:00:00Z",
        "'locale': 'ru'          | 2026-11-30T21:00:00Z",
    })
    void aPauseUntilADateEndsAsItBeginsWhereThePersonLives(String where, Instant until) {
        Preferences wishes = read("{'id': 'c', " + where + ", 'preferences': {'pause': {'until': '2026-12-01'}}}").preferences();
        assertThat(wishes).isEqualTo(new Preferences(Map.of(), until, Set.of(MessageClass.MARKETING, MessageClass.SERVICE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", 'pause': {'until': '2026-12-01'}"})
    void preferredChannelsKeepTheirOrder(String more) {
        Preferences wishes = read("{'id': 'c', 'preferences': {'channels': ['telegram', 'sms']" + more + "}}").preferences();
        assertThat(wishes.channels()).containsExactly("telegram", "sms");
        assertThat(PreferencesForm.stored(PreferencesForm.toStore(wishes))).isEqualTo(wishes);
    }

    @Test
    void wishesAreStoredAsTheyWereRead() {
        Preferences wishes = read("{'id': 'c', 'preferences': {'caps': {'marketing': {'week': 2, 'channels': {'sms': {'month': 0}}}},"
                        + "'pause': {'until': '2026-12-01T00:00:00+03:00', 'classes': ['transactional']}}}")
                .preferences();
        assertThat(wishes).isEqualTo(new Preferences(
                Map.of(MessageClass.MARKETING, new Caps(null, 2, null, Map.of("sms", new Limits(null, null, 0)))),
                Instant.parse("2026-11-30T21:00:00Z"),
                Set.of(MessageClass.TRANSACTIONAL)));
        assertThat(PreferencesForm.stored(PreferencesForm.toStore(wishes))).isEqualTo(wishes);
        assertThat(PreferencesForm.stored(PreferencesForm.toStore(Preferences.NONE))).isEqualTo(Preferences.NONE);
    }

    @Test
    void ofPausesThatAreUnitedEachClassKeepsItsOwnEnd() {
        Instant now = Instant.parse("2026-11-22T00:00:00Z");
        Instant soon = now.plusSeconds(60);
        Instant late = now.plusSeconds(600);
        Preferences one = new Preferences(Map.of(), late, Set.of(MessageClass.MARKETING));
        Preferences both = one.and(new Preferences(Map.of(), soon, Preferences.PAUSED));
        assertThat(both.pausedUntil(MessageClass.MARKETING, now)).isEqualTo(late);
        assertThat(both.pausedUntil(MessageClass.SERVICE, now)).isEqualTo(soon);
        assertThat(both.pausedUntil(MessageClass.SERVICE, soon)).as("it has ended").isNull();
        assertThat(PreferencesForm.stored(PreferencesForm.toStore(both))).isEqualTo(both);
        assertThat(both.at(soon)).isEqualTo(one);
    }

    private Contact read(String json) {
        JsonNode node = JsonReader.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        return reader.read(SCHOOL, node, null);
    }
}
