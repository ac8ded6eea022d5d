package io.vestnik.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.vestnik.channel.Providers;
import io.vestnik.contact.Contact;
import io.vestnik.contact.Contacts;
import io.vestnik.contact.Preferences;
import io.vestnik.message.Order;
import io.vestnik.message.Step;
import io.vestnik.session.OpenSessions;
import io.vestnik.settings.ProviderSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepOrderTest {

    private static final Map<String, String> TO = Map.of("phone", "+79161234567", "contact", "crm-42");

    private final Contacts contacts = mock(Contacts.class);
    private final OpenSessions sessions = mock(OpenSessions.class);
    private final Providers providers = new Providers(
            Map.of(
                    "sms", List.of(provider("a", "2.5"), provider("b", "1.5")),
                    "whatsapp", List.of(provider("c", "4")),
                    "viber", List.of(provider("d", "1.50")),
                    "vk", List.of(provider("e", null))),
            () -> 1);
    private final StepOrder order = new StepOrder(providers, contacts, sessions);

    @ParameterizedTest
    @CsvSource({
        "whatsapp sms, 1, sms whatsapp",
        "whatsapp sms, 2, sms whatsapp", // 3 for two parts
        "whatsapp sms, 3, whatsapp sms", // 4.5 for three
        "viber sms, 1, viber sms", // the same: as they are listed
        "sms viber, 1, sms viber",
        "sms telegram viber, 1, telegram sms viber", // the sandbox costs nothing
        "vk whatsapp telegram, 1, telegram whatsapp vk", // a price that is not known is no low one
        "telegram max sms, 1, telegram max sms"
    })
    void theCheapestIsFirstByPriceAndParts(String channels, int segments, String sorted) {
        assertThat(names(order.sort(steps(channels, segments), Order.CHEAPEST, "school", TO))).isEqualTo(sorted);
        verifyNoInteractions(contacts, sessions);
    }

    @Test
    void whatCantBeUsedStaysBehind() {
        List<Step> steps = List.of(step("viber", 1), new Step("telegram", null, null, false, 1), step("whatsapp", 1), step("sms", 1));
        providers.of("viber").get(0).openCircuit("0x0E");
        assertThat(names(order.sort(steps, Order.CHEAPEST, "school", TO))).isEqualTo("sms whatsapp viber telegram");
    }

    @Test
    void aProviderThatIsAwayHasNoPrice() {
        providers.of("sms").get(1).openCircuit("0x0E");
        assertThat(names(order.sort(steps("sms viber", 1), Order.CHEAPEST, "school", TO))).isEqualTo("viber sms");
    }

    @Test
    void aProviderThatIsBusyKeepsItsPlace() {
        providers.of("viber").get(0).throttled();
        assertThat(names(order.sort(steps("whatsapp viber", 1), Order.CHEAPEST, "school", TO))).isEqualTo("viber whatsapp");
    }

    @ParameterizedTest
    @CsvSource({"true, sms whatsapp", "false, whatsapp sms"})
    void aCarrierThatOneNodeBindsToMayBeBoundThere(boolean single, String sorted) {
        Providers bound = new Providers(
                Map.of("sms", List.of(provider("a", "smpp://127.0.0.1:1", "1", single)), "whatsapp", List.of(provider("c", "4"))), () -> 1);
        StepOrder here = new StepOrder(bound, contacts, sessions);
        assertThat(names(here.sort(steps("whatsapp sms", 1), Order.CHEAPEST, "school", TO))).isEqualTo(sorted);
    }

    @Test
    void wishesComeFirstThenOpenChatsThenTheOthers() {
        Preferences wishes = new Preferences(Map.of(), Map.of(), List.of("viber", "push", "sms"));
        when(contacts.of(eq("school"), any())).thenReturn(List.of(new Contact("school", "crm-42", TO, null, null, null, null, wishes, null, null)));
        when(sessions.among(any(), eq("school"))).thenReturn(Set.of("telegram", "sms"));
        assertThat(names(order.sort(steps("whatsapp max telegram sms viber", 1), Order.PREFERRED, "school", TO)))
                .isEqualTo("viber sms telegram whatsapp max");
    }

    @Test
    void ofSomebodyUnknownTheOrderStays() {
        when(contacts.of(eq("school"), any())).thenReturn(List.of());
        when(sessions.among(any(), eq("school"))).thenReturn(Set.of());
        assertThat(names(order.sort(steps("whatsapp max sms", 1), Order.PREFERRED, "school", TO))).isEqualTo("whatsapp max sms");
    }

    @Test
    void aStepKeepsWhatItIs() {
        Step required = new Step("whatsapp", "+79161234567", Duration.ofMinutes(2), true, 1, "read");
        assertThat(order.sort(List.of(required, step("sms", 1)), Order.CHEAPEST, "school", TO)).containsExactly(step("sms", 1), required);
    }

    @Test
    void whereThereIsNoChoiceNobodyIsAsked() {
        assertThat(order.sort(steps("sms", 1), Order.PREFERRED, "school", TO)).hasSize(1);
        verifyNoInteractions(contacts, sessions);
    }

    private static List<Step> steps(String channels, int segments) {
        return List.of(channels.split(" ")).stream().map(channel -> step(channel, channel.equals("sms") ? segments : 1)).toList();
    }

    private static Step step(String channel, int segments) {
        return new Step(channel, "+79161234567", null, false, segments);
    }

    private static String names(List<Step> steps) {
        return String.join(" ", steps.stream().map(Step::channel).toList());
    }

    private static ProviderSettings provider(String name, String price) {
        return provider(name, "https://127.0.0.1:1", price, false);
    }

    private static ProviderSettings provider(String name, String uri, String price, boolean single) {
        return new ProviderSettings(
                name, URI.create(uri), "trx", 1, single, 5, null, 1, "as-is", Map.of(), Map.of(), Map.of(), null, null,
                null, null, Map.of(), Duration.ofSeconds(12), price == null ? null : new BigDecimal(price));
    }
}
