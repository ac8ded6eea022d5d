package io.vestnik.ingress.page;

import static io.vestnik.harness.Customer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Browser;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import io.vestnik.harness.NodePeer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The subscription page on a phone, by a person who has only a keyboard. */
class BrowserTest {

    private static final String TICKED = "return Array.from(document.querySelectorAll('input:checked'), box => box.name + ' ' + box.value)";
    private static final String FOCUSED = "const at = document.activeElement; return (at.name || at.tagName) + ' ' + (at.value || '')";
    private static final String TOO_SMALL = "return Array.from(document.querySelectorAll('label, button, nav a'))"
            + ".filter(target => target.getBoundingClientRect().height < 44).map(target => target.outerHTML)";

    @ParameterizedTest
    @CsvSource({"ru, +79168432001, Сохранено, Предложения и новости", "en, +79168432002, Saved, Offers and news"})
    void chooses(String language, String phone, String saved, String legend) throws Exception {
        try (Browser browser = new Browser(language)) {
            Customer demo = Customer.demo(Hub.sandbox());
            browser.open(answer(demo.post("/api/v1/subscription-links", "{'to':{'phone':'" + phone + "'}}"), 201).get("url").asText());
            assertThat(browser.ask("return document.documentElement.lang").asText()).isEqualTo(language);
            assertThat(browser.ask("return document.querySelector('legend').textContent").asText()).isEqualTo(legend);
            assertThat(browser.ask(TICKED)).isEmpty();
            assertThat(browser.ask(TOO_SMALL)).isEmpty();
            assertThat(browser.ask("return document.documentElement.scrollWidth <= window.innerWidth").asBoolean()).isTrue();
            isAccessible(browser);

            tabTo(browser, "marketing sms");
            assertThat(browser.ask("return getComputedStyle(document.activeElement).outlineWidth").asText()).isEqualTo("3px");
            browser.press(Browser.SPACE);
            tabTo(browser, "action save");
            browser.press(Browser.ENTER);
            await().until(() -> !browser.ask("return document.querySelector('[role=status]')").isNull());

            assertThat(browser.ask("return document.querySelector('[role=status]').textContent").asText()).startsWith(saved);
            assertThat(browser.ask(TICKED).toString()).isEqualTo("[\"marketing sms\"]");
            isAccessible(browser);
            assertThat(granted(demo, phone)).containsExactly("marketing sms");

            tabTo(browser, "action stop");
            browser.press(Browser.ENTER);
            await().until(() -> granted(demo, phone).isEmpty());
        }
    }

    private static void tabTo(Browser browser, String element) {
        List<String> passed = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            browser.press(Browser.TAB);
            passed.add(browser.ask(FOCUSED).asText());
            if (passed.get(i).equals(element)) {
                return;
            }
        }
        throw new AssertionError(element + " can't be reached by keyboard: " + passed);
    }

    /** As far as axe-core can tell. */
    private static void isAccessible(Browser browser) throws Exception {
        NodePeer.assumeInstalled();
        browser.ask(Files.readString(Path.of("target/node/node_modules/axe-core/axe.min.js")));
        JsonNode violations = browser.ask("return axe.run().then(found => found.violations.map(each => each.id + ': ' + each.help))");
        assertThat(violations).as(violations.toString()).isEmpty();
    }

    private static List<String> granted(Customer demo, String phone) {
        List<String> granted = new ArrayList<>();
        demo.read("/api/v1/consents/state?phone=" + phone.replace("+", "%2B")).get("words").forEach(word -> {
            if (word.get("state").asText().equals("granted")) {
                granted.add(word.get("class").asText() + " " + word.get("channel").asText());
            }
        });
        return granted;
    }
}
