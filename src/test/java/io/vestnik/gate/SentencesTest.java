package io.vestnik.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.ledger.MessageRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentencesTest {

    private static final Map<String, String> HOURS = Map.of(
            "zone", "Asia/Vladivostok", "source", "contact", "hours", "10:00-20:00", "until", "2026-11-23T00:00:00Z");
    private static final Map<String, String> CAP = Map.of(
            "zone", "Europe/Moscow", "source", "region", "cap", "week", "limit", "2", "count", "3", "until", "2026-11-29T21:00:00Z");

    @Test
    void saysWhenWhereAndWhy() {
        assertThat(Sentences.of("en").text("wait", "quiet_hours", "marketing", HOURS))
                .isEqualTo("Waits until 10:00 on 2026-11-23 in Asia/Vladivostok (zone of the contact): marketing may be sent 10:00-20:00");
        assertThat(Sentences.of("ru").text("wait", "quiet_hours", "marketing", HOURS))
                .isEqualTo("Ждёт до 10:00 2026-11-23 (Asia/Vladivostok, пояс контакта): рассылки можно отправлять 10:00-20:00");
        assertThat(Sentences.of("en").text("wait", "frequency_cap", "service", CAP))
                .isEqualTo("Waits until 00:00 on 2026-11-30 in Europe/Moscow (zone of the contact's region):"
                        + " the recipient has had 3 of 2 in this week (service messages)");
    }

    @Test
    void tellsAnOperatorsPauseFromARecipients() {
        Sentences english = Sentences.of(null);
        assertThat(english.text("wait", "paused", "service", Map.of("by", "operator")))
                .isEqualTo("Waits until an operator resumes the account or the channel");
        assertThat(english.text("wait", "paused", "service", Map.of("by", "recipient", "until", "2026-12-01T00:00:00Z")))
                .isEqualTo("Waits until 00:00 on 2026-12-01 UTC: the recipient asked for a pause");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "en | spread | Spread over PT2H: 2026-11-23T07:30:00Z",
        "ru | spread | Равномерно за PT2H: 2026-11-23T07:30:00Z",
        "en | local spread | For 2026-11-23T10:00 in Europe/Moscow (zone of the account); Spread over PT2H: 2026-11-23T07:30:00Z",
        "en | none | replay of 01J",
    })
    void saysWhatDecidedOnTheTime(String language, String given, String text) {
        Map<String, String> why = new HashMap<>();
        if (given.contains("spread")) {
            why.putAll(Map.of("spread", "PT2H", "at", "2026-11-23T07:30:00Z"));
        }
        if (given.contains("local")) {
            why.putAll(Map.of("local", "2026-11-23T10:00", "zone", "Europe/Moscow", "source", "account"));
        }
        MessageRecord told = Sentences.of(language).tell(new MessageRecord(
                "01J", "school", "scheduled", "service", Map.of(), Instant.EPOCH, null, null, Map.of(), List.of(), List.of(), List.of(),
                List.of(new MessageRecord.Entry(Instant.EPOCH, "scheduled", null, null, why.isEmpty() ? "replay of 01J" : null, why))));
        assertThat(told.timeline().get(0).text()).isEqualTo(text);
    }

    @Test
    void hoursThatNeverBeginHaveNoTime() {
        assertThat(Sentences.of("en").text("refuse", "quiet_hours_expired", "service", Map.of("hours", "closed")))
                .isEqualTo("Not sent: the hours (service messages: closed) do not begin while it is of use");
    }

    @ParameterizedTest
    @CsvSource({"en", "ru"})
    void aReasonAloneIsASentenceToo(String language) {
        for (String key : words(language).keySet()) {
            String[] names = key.split("\\.");
            if (names[0].equals("wait") || names[0].equals("refuse")) {
                assertThat(Sentences.of(language).text(names[0], names[1], "service", null)).isNotBlank().doesNotContain("null", "{");
            }
        }
    }

    @Test
    void hasNoWordsForWhatItDoesNotKnow() {
        assertThat(Sentences.of("en").text("refuse", "of an integrator's own", "service", null)).isNull();
        assertThat(Sentences.of("en").text("refuse", null, "service", null)).isNull();
    }

    @ParameterizedTest
    @CsvSource(value = {"ru", "ru-RU;q=0.9", "de;q=1, ru;q=0.5, en;q=0.4"}, delimiter = '|')
    void speaksRussianToWhoPrefersIt(String acceptLanguage) {
        assertThat(Sentences.of(acceptLanguage).language()).isEqualTo("ru");
    }

    @ParameterizedTest
    @CsvSource(value = {"en-GB", "de", "en, ru;q=0.9", "*", "no list!", "-", "''"}, delimiter = '|')
    void speaksEnglishToEverybodyElse(String acceptLanguage) {
        assertThat(Sentences.of(acceptLanguage).language()).isEqualTo("en");
    }

    @Test
    void bothLanguagesHaveTheSameWords() {
        assertThat(words("ru").keySet()).isEqualTo(words("en").keySet());
    }

    private static ResourceBundle words(String language) {
        return ResourceBundle.getBundle(
                Sentences.class.getName(), Locale.forLanguageTag(language), Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    }
}
