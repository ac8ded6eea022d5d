package io.vestnik.reply;

import io.vestnik.settings.ReplySettings;
import io.vestnik.settings.VestnikSettings;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The words that the hub itself understands; a word is a whole reply. */
@Component
class Keywords {

    /** What bots are told when a person opens them: that is no consent. */
    private static final String BOT_OPENED = "/start";

    private static final int LONGEST = 200; // with all that is ignored

    private final Map<String, Keyword> byWord = new HashMap<>();

    Keywords(VestnikSettings settings) {
        ReplySettings replies = settings.replies();
        add(Keyword.STOP, replies.stop());
        add(Keyword.START, replies.start());
        add(Keyword.HELP, replies.help());
        add(Keyword.INFO, replies.info());
    }

    private void add(Keyword keyword, List<String> words) {
        for (String word : words) {
            String key = "vestnik.replies." + keyword + ": ";
            if (normal(word).isEmpty()) {
                throw new IllegalArgumentException(key + "a word without a letter or digit");
            }
            Keyword other = byWord.put(normal(word), keyword);
            if (other != null && other != keyword) {
                throw new IllegalArgumentException(key + word + " is a word of vestnik.replies." + other + " too");
            }
        }
    }

    Optional<Keyword> of(String text) {
        return text.length() > LONGEST || text.strip().startsWith(BOT_OPENED)
                ? Optional.empty()
                : Optional.ofNullable(byWord.get(normal(text)));
    }

    /** Without punctuation, signs and needless space, in lower case, е for ё. */
    static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace('ё', 'е')
                .replaceAll("[^\\p{L}\\p{Nd}]+", " ")
                .strip();
    }
}
