package io.vestnik.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.vestnik.settings.ReplySettings;
import io.vestnik.settings.VestnikSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class KeywordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "СТОП | STOP",
        "стоп | STOP",
        "'  Стоп! '| STOP",
        "«СТОП». | STOP",
        "Stop 🙏 | STOP",
        "ＳＴＯＰ | STOP",
        "STOPALL | STOP",
        "Отписаться | STOP",
        "ОТПИШИТЕ!!! | STOP",
        "unsubscribe | STOP",
        "/stop | STOP",
        "отказ | STOP",
        "старт | START",
        "Start. | START",
        "ПОДПИСАТЬСЯ | START",
        "/start | -",
        "/start promo | -",
        "помощь? | HELP",
        "help | HELP",
        "Инфо | INFO",
        "info | INFO",
        "НЕТ | -",
        "не надо стоп | -",
        "стоп, спасибо | -",
        "СТОПП | -",
        "S.T.O.P | -",
        "5 | -",
        "'' | -",
        "?! | -"
    })
    void aKeywordIsAWholeReply(String text, String keyword) {
        assertThat(keywords(Map.of()).of(text).map(Enum::name).orElse(null)).isEqualTo(keyword);
    }

    @Test
    void wordsAreSettings() {
        Keywords own = keywords(Map.of("replies.stop", "НЕТ,не пишите,учёт"));
        assertThat(own.of("нет!")).contains(Keyword.STOP);
        assertThat(own.of("Не  пишите.")).contains(Keyword.STOP);
        assertThat(own.of("учет")).contains(Keyword.STOP);
        assertThat(own.of("стоп")).isEmpty();
        assertThat(own.of("help")).contains(Keyword.HELP);
    }

    @Test
    void aWordCantMeanTwoThings() {
        assertThatThrownBy(() -> keywords(Map.of("replies.help", "стоп!")))
                .hasMessage("vestnik.replies.help: стоп! is a word of vestnik.replies.stop too");
        assertThatThrownBy(() -> keywords(Map.of("replies.info", "?")))
                .hasMessage("vestnik.replies.info: a word without a letter or digit");
    }

    @Test
    void aTextIsTheAccountsElseTheHubs() {
        ReplySettings settings = settings(Map.of(
                "replies.texts.help.ru", "Звоните", "replies.accounts.school.help.ru", "Пишите в школу"));
        assertThat(settings.text("school", "help", "ru")).isEqualTo("Пишите в школу");
        assertThat(settings.text("school", "help", "en")).startsWith("STOP: unsubscribe");
        assertThat(settings.text("bakery", "help", "ru")).isEqualTo("Звоните");
        assertThat(settings.text("bakery", "stop", "ru")).startsWith("Вы отписаны");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "ru-RU, STOP, -, ru",
        "en, СТОП, -, en",
        "de, СТОП, -, en",
        "-, СТОП, Hello, ru",
        "-, STOP, Привет, en",
        "-, 5, Привет, ru",
        "-, 5, Rate us, en",
        "-, 5, -, ru"
    })
    void answersAreInTheLanguageOfWhoWrote(String locale, String text, String last, String language) {
        assertThat(Language.of(locale, text, last)).isEqualTo(language);
    }

    private static Keywords keywords(Map<String, String> set) {
        VestnikSettings settings = mock(VestnikSettings.class);
        ReplySettings replies = settings(set);
        when(settings.replies()).thenReturn(replies);
        return new Keywords(settings);
    }

    private static ReplySettings settings(Map<String, String> set) {
        return new Binder(new MapConfigurationPropertySource(set)).bindOrCreate("replies", ReplySettings.class);
    }
}
