package io.vestnik.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is made of replies. A keyword is a whole reply; case, punctuation and ё or е make no difference.
 *
 * @param stop withdraw marketing
 * @param start grant it again
 * @param help are answered with a text
 * @param info are answered with another
 * @param texts what keywords are answered with
 * @param accounts texts of single accounts, by id; what one does not have is as for all
 * @param answersPerDay to one address, so that two machines don't talk to each other for ever
 * @param dialogueWithin how long a question of a dialogue waits for its answer
 */
public record ReplySettings(
        @DefaultValue({"СТОП", "STOP", "STOPALL", "ОТПИСАТЬСЯ", "ОТПИСКА", "ОТПИШИТЕ", "ОТКАЗ", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"})
                List<String> stop,
        @DefaultValue({"СТАРТ", "START", "ПОДПИСАТЬСЯ"}) List<String> start,
        @DefaultValue({"ПОМОЩЬ", "HELP"}) List<String> help,
        @DefaultValue({"ИНФО", "INFO"}) List<String> info,
        @DefaultValue Texts texts,
        @DefaultValue Map<String, Texts> accounts,
        @DefaultValue("20") int answersPerDay,
        @DefaultValue("1d") Duration dialogueWithin) {

    public ReplySettings {
        require(answersPerDay >= 0, "answers-per-day: must not be under 0");
        require(!dialogueWithin.isNegative() && !dialogueWithin.isZero(), "dialogue-within: must be over 0");
    }

    /**
     * One text in two languages; null: the default.
     */
    public record Text(String ru, String en) {

        public Text {
            require(
                    Stream.of(ru, en).filter(Objects::nonNull).allMatch(text -> !text.isBlank() && text.length() <= 1_000),
                    "each must have 1 to 1000 characters");
        }

        private Text or(Text other) {
            return new Text(ru == null ? other.ru : ru, en == null ? other.en : en);
        }
    }

    /**
     * By keyword.
     *
     * @param stillOut to START, where another word of the person still forbids
     */
    public record Texts(
            @DefaultValue Text stop,
            @DefaultValue Text start,
            @DefaultValue Text stillOut,
            @DefaultValue Text help,
            @DefaultValue Text info) {

        private static final Texts DEFAULT = new Texts(
                new Text(
                        "Вы отписаны от рекламных сообщений. Вернуться: ответьте СТАРТ.",
                        "You are unsubscribed from marketing messages. Reply START to return."),
                new Text(
                        "Вы снова получаете рекламные сообщения. Отписаться: ответьте СТОП.",
                        "You receive marketing messages again. Reply STOP to unsubscribe."),
                new Text(
                        "Ваш прежний отказ, на другом адресе или канале, ещё действует. Изменить: {link}",
                        "You opted out at another address or on another channel as well, and that still holds. Change it: {link}"),
                new Text(
                        "СТОП: отписаться от рекламных сообщений. СТАРТ: вернуться.",
                        "STOP: unsubscribe from marketing messages. START: return."),
                new Text(
                        "Отказаться от рекламных сообщений: ответьте СТОП. Помощь: ПОМОЩЬ.",
                        "Reply STOP to opt out of marketing messages, HELP for help."));

        private Text of(String keyword) {
            return switch (keyword) {
                case "stop" -> stop;
                case "start" -> start;
                case "still-out" -> stillOut;
                case "help" -> help;
                case "info" -> info;
                default -> throw new IllegalArgumentException("no keyword " + keyword);
            };
        }
    }

    /**
     * What a keyword is answered with; {@code {link}} in it stands for the subscription page of the person.
     *
     * @param keyword or {@code still-out}
     * @param language {@code ru} or {@code en}
     */
    public String text(String account, String keyword, String language) {
        Text own = accounts.containsKey(account) ? accounts.get(account).of(keyword) : new Text(null, null);
        Text text = own.or(texts.of(keyword)).or(Texts.DEFAULT.of(keyword));
        return language.equals("ru") ? text.ru : text.en;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
