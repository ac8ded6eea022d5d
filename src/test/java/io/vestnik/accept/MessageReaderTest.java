package io.vestnik.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.vestnik.account.Account;
import io.vestnik.account.Permission;
import io.vestnik.address.Addresses;
import io.vestnik.contact.Contact;
import io.vestnik.contact.Contacts;
import io.vestnik.contact.Preferences;
import io.vestnik.zone.Zones;
import io.vestnik.form.JsonReader;
import io.vestnik.message.Button;
import io.vestnik.message.Content;
import io.vestnik.message.FieldError;
import io.vestnik.message.InvalidMessage;
import io.vestnik.message.Media;
import io.vestnik.message.MessageClass;
import io.vestnik.message.NewMessage;
import io.vestnik.message.Order;
import io.vestnik.message.Step;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MessageReaderTest {

    private static final Instant NOW = Instant.parse("2026-07-01T09:00:00Z");
    private static final Set<String> CHANNELS = Set.of("sms", "email", "telegram", "viber", "push");
    private static final Set<String> FORBIDDEN = Set.of("push");
    private static final String TO = "'to': {'phone': '+79161234567'}";

    private final Contacts contacts = mock(Contacts.class);
    private final StepOrder order = mock(StepOrder.class);
    private final MessageReader reader = new MessageReader(
            new Addresses("RU", CHANNELS::contains),
            contacts,
            CHANNELS::contains,
            text -> text.length() / 160 + 1,
            (account, channel) -> FORBIDDEN.contains(channel),
            new SendTimeReader(new LocalTimes(mock(Contacts.class), new Zones()), Clock.fixed(NOW, ZoneOffset.UTC)),
            order);

    private record Row(String title, String json, int status, List<String> pointers) {}

    @TestFactory
    Stream<DynamicTest> refusesWithEachReason() {
        return Stream.of(
                        // the body
                        bad("no JSON", "hello", ""),
                        bad("cut off", "{" + TO, ""),
                        bad("nothing", "", ""),
                        bad("two values", "{} {}", ""),
                        bad("a name twice", "{'text': 'a', 'text': 'b', " + TO + "}", ""),
                        bad("a comment", "{/* */ " + TO + ", 'text': 'a'}", ""),
                        bad("a single quote", "{" + TO + ", 'text': NaN}", ""),
                        bad("too deep", "[".repeat(21) + "]".repeat(21), ""),
                        bad("an array", "[]", "", "/to", "/text"),
                        bad("a string", "'text'", "", "/to", "/text"),
                        bad("null", "null", "", "/to", "/text"),
                        bad("an empty object", "{}", "/to", "/text"),
                        bad("an unknown field", msg("'txt': 'a'"), "/txt"),
                        bad("a name that needs escapes", msg("'a/b~c': 1"), "/a~1b~0c"),
                        bad("U+0000 in a value", "{" + TO + ", 'text': 'a\\u0000b'}", "/text"),
                        bad("U+0000 in a name", msg("'tags': {'a\\u0000': 'b'}"), "/tags"),
                        bad("a lone surrogate", "{" + TO + ", 'text': '\\ud83d!'}", "/text"),
                        bad("surrogates the wrong way round", "{" + TO + ", 'text': '\\ude00\\ud83d'}", "/text"),
                        // to
                        bad("no to", "{'text': 'a'}", "/to"),
                        bad("to is a string", "{'to': '+79161234567', 'text': 'a'}", "/to"),
                        bad("to is null", "{'to': null, 'text': 'a'}", "/to"),
                        bad("to is empty", "{'to': {}, 'text': 'a'}", "/to"),
                        bad("phone is a number", to("'phone': 79161234567"), "/to/phone"),
                        bad("phone is empty", to("'phone': ''"), "/to/phone"),
                        bad("phone is too long", to("'phone': '" + "1".repeat(201) + "'"), "/to/phone"),
                        bad("an address whose name is no channel's", to("'Phone!': '1'"), "/to/Phone!"),
                        bad("a mail address too long", to("'email': '" + "a".repeat(250) + "@b.ru'"), "/to/email"),
                        cant("phone too short", to("'phone': '+7916'"), "/to/phone"),
                        cant("phone in letters", to("'phone': 'call me'"), "/to/phone"),
                        cant("phone with an extension", to("'phone': '+79161234567 ext. 5'"), "/to/phone"),
                        cant("a country that is none", to("'phone': '+99912345678'"), "/to/phone"),
                        cant("two plus signs", to("'phone': '++79161234567'"), "/to/phone"),
                        cant("the own number of sms", to("'sms': 'x'"), "/to/sms"),
                        cant("mail without at", to("'email': 'anna.example.org'"), "/to/email"),
                        cant("mail with two ats", to("'email': 'anna@b@example.org'"), "/to/email"),
                        cant("mail with a space", to("'email': 'anna b@example.org'"), "/to/email"),
                        cant("mail with a line break", to("'email': 'a@example.org\\nBcc: b@c.de'"), "/to/email"),
                        cant("mail without a dot", to("'email': 'anna@localhost'"), "/to/email"),
                        cant("an unknown channel's address", to("'pager': '1'"), "/to/pager"),
                        cant("a control character", to("'telegram': '1\\n2'"), "/to/telegram"),
                        cant("a contact that is not there", to("'contact': 'crm-42'"), "/to/contact"),
                        cant("a contact with a slash", to("'contact': 'crm/42'"), "/to/contact"),
                        bad("a contact too long", to("'contact': '" + "c".repeat(201) + "'"), "/to/contact"),
                        cant("no step has an address", to("'telegram': '1'", "'channels': [{'channel': 'sms'}]"), "/to"),
                        // text, class, sender
                        bad("no text", "{" + TO + "}", "/text"),
                        bad("text is empty", "{" + TO + ", 'text': ''}", "/text"),
                        bad("text is a number", "{" + TO + ", 'text': 1}", "/text"),
                        bad("text is too long", "{" + TO + ", 'text': '" + "a".repeat(10_001) + "'}", "/text"),
                        bad("an unknown class", msg("'class': 'urgent'"), "/class"),
                        bad("class in upper case", msg("'class': 'SERVICE'"), "/class"),
                        bad("class is null", msg("'class': null"), "/class"),
                        bad("sender is too long", msg("'sender': '" + "A".repeat(22) + "'"), "/sender"),
                        bad("sender is empty", msg("'sender': ''"), "/sender"),
                        cant("another's sender", msg("'sender': 'BANK'"), "/sender"),
                        cant("sender in the wrong case", msg("'sender': 'school'"), "/sender"),
                        // channels
                        bad("channels is an object", msg("'channels': {}"), "/channels"),
                        bad("no channels", msg("'channels': []"), "/channels"),
                        bad("21 channels", msg("'channels': [" + "{},".repeat(20) + "{}]"), "/channels"),
                        bad("a step is a string", msg("'channels': ['sms']"), "/channels/0"),
                        bad("a step without channel", msg("'channels': [{}]"), "/channels/0/channel"),
                        bad("a channel that is no name", msg("'channels': [{'channel': 'SMS'}]"), "/channels/0/channel"),
                        bad("a channel twice", steps("{'channel': 'sms'}, {'channel': 'sms'}"), "/channels/1/channel"),
                        bad("a time-out in words", steps("{'channel': 'sms', 'timeout': '2 min'}"), "/channels/0/timeout"),
                        bad("a time-out of zero", steps("{'channel': 'sms', 'timeout': 'PT0S'}"), "/channels/0/timeout"),
                        bad("required in words", steps("{'channel': 'sms', 'required': 'yes'}"), "/channels/0/required"),
                        bad("an unknown step field", steps("{'channel': 'sms', 'x': 1}"), "/channels/0/x"),
                        cant("a channel that the account must not use", steps("{'channel': 'push'}"), "/channels", "/to"),
                        cant("an unknown channel", steps("{'channel': 'fax'}"), "/channels/0/channel"),
                        cant("a time-out of a month", steps("{'channel': 'sms', 'timeout': 'P30D'}"), "/channels/0/timeout"),
                        cant("success by click", steps("{'channel': 'sms', 'success': 'click'}"), "/channels/0/success"),
                        bad("success by luck", steps("{'channel': 'sms', 'success': 'luck'}"), "/channels/0/success"),
                        bad("an order that there is not", msg("'order': 'dearest'"), "/order"),
                        // media and buttons
                        bad("media is an object", msg("'media': {}"), "/media"),
                        bad("11 media", msg("'media': [" + "{'url': 'https://a.example/b.jpg'},".repeat(10) + "{}]"), "/media"),
                        bad("a medium is a string", msg("'media': ['https://a.example/b.jpg']"), "/media/0", "/media/0/url"),
                        bad("a medium without URL", msg("'media': [{'type': 'image'}]"), "/media/0/url"),
                        bad("a medium of another type", medium("'url': 'https://a.example/b.jpg', 'type': 'sticker'"), "/media/0/type"),
                        bad("an unknown field of a medium", medium("'url': 'https://a.example/b.jpg', 'size': 1"), "/media/0/size"),
                        bad("a URL too long", medium("'url': 'https://a.example/" + "b".repeat(2000) + "', 'type': 'image'"), "/media/0/url"),
                        bad("a name too long", medium("'url': 'https://a.example/b.pdf', 'name': '" + "b".repeat(256) + "'"), "/media/0/name"),
                        cant("no ending", medium("'url': 'https://a.example/jpg/'"), "/media/0/type"),
                        cant("no path", medium("'url': 'https://a.example'"), "/media/0/type"),
                        cant("a relative URL", medium("'url': '/b.jpg'"), "/media/0/url"),
                        cant("a file's URL", medium("'url': 'file:///b.jpg'"), "/media/0/url"),
                        cant("a URL with credentials", medium("'url': 'https://u:p@a.example/b.jpg'"), "/media/0/url"),
                        bad("11 buttons", msg("'buttons': [" + "{'text': 'a', 'reply': 'b'},".repeat(10) + "{}]"), "/buttons"),
                        bad("a button without text", button("'reply': 'b'"), "/buttons/0/text"),
                        bad("a button that does nothing", button("'text': 'a'"), "/buttons/0"),
                        bad("a button that does both", button("'text': 'a', 'reply': 'b', 'url': 'https://a.example'"), "/buttons/0"),
                        bad("a button's text too long", button("'text': '" + "a".repeat(41) + "', 'reply': 'b'"), "/buttons/0/text"),
                        bad("a reply too long in bytes", button("'text': 'a', 'reply': '" + "я".repeat(33) + "'"), "/buttons/0/reply"),
                        cant("a button with a script", button("'text': 'a', 'url': 'javascript:alert(1)'"), "/buttons/0/url"),
                        // registered templates
                        bad("a registered template is a string", steps("{'channel': 'sms', 'template': 'a'}"), "/channels/0/template",
                                "/channels/0/template/name", "/channels/0/template/language"),
                        bad("a template without language", template("'x': 1"), "/channels/0/template/language", "/channels/0/template/x"),
                        bad("a language that is none", template("'language': 'по-русски'"), "/channels/0/template/language"),
                        bad("a header of an array", template("'language': 'ru', 'header': []"), "/channels/0/template/header"),
                        cant("a header without type", template("'language': 'ru', 'header': {'url': 'https://a.example'}"), "/channels/0/template/header/type"),
                        bad("a text and more", template("'language': 'ru', 'header': {'text': 'a', 'url': 'b'}"), "/channels/0/template/header/url"),
                        bad("a body of numbers", template("'language': 'ru', 'body': ['a', 1]"), "/channels/0/template/body/1"),
                        bad("an empty text", template("'language': 'ru', 'body': ['']"), "/channels/0/template/body/0"),
                        bad("a body's name that is none", template("'language': 'ru', 'body': {'1': 'a'}"), "/channels/0/template/body"),
                        bad("a named text that is none", template("'language': 'ru', 'body': {'a': 1}"), "/channels/0/template/body/a"),
                        bad("11 buttons of a template", template("'language': 'ru', 'buttons': [" + "'a',".repeat(10) + "'a']"), "/channels/0/template/buttons"),
                        bad("a template too large", template("'language': 'ru', 'body': [" + ("'" + "a".repeat(4096) + "',").repeat(4) + "'a']"), "/channels/0/template"),
                        // times
                        bad("a spread of zero", msg("'spread': 'PT0S'"), "/spread"),
                        cant("a spread too wide", msg("'spread': 'P7DT1S'"), "/spread"),
                        cant("a code spread", msg("'spread': 'PT1H', 'class': 'authorization'"), "/spread"),
                        bad("a time without offset", msg("'sendAt': '2026-11-23T10:00:00'"), "/sendAt"),
                        bad("a date", msg("'sendAt': '2026-11-23'"), "/sendAt"),
                        bad("no such day", msg("'sendAt': '2026-02-30T10:00:00Z'"), "/sendAt"),
                        bad("a time as a number", msg("'sendAt': 1795000000"), "/sendAt"),
                        bad("both times", msg("'sendAt': '2026-11-23T10:00:00Z', 'sendAtLocal': '2026-11-23T10:00'"), "/sendAtLocal"),
                        bad("a negative duration", msg("'validFor': '-PT2M'"), "/validFor"),
                        bad("a duration of months", msg("'validFor': 'P1M'"), "/validFor"),
                        bad("half a duration", msg("'validFor': 'PT'"), "/validFor"),
                        cant("valid too long", msg("'validFor': 'P7DT1S'"), "/validFor"),
                        cant("more than a year ahead", msg("'sendAt': '2027-07-03T10:00:00Z'"), "/sendAt"),
                        bad("a local time with an offset", msg("'sendAtLocal': '2026-11-23T10:00:00Z'"), "/sendAtLocal"),
                        bad("no such local time", msg("'sendAtLocal': '2026-11-31T10:00'"), "/sendAtLocal"),
                        bad("a date alone", msg("'sendAtLocal': '2026-11-23'"), "/sendAtLocal"),
                        cant("a local time too far ahead", msg("'sendAtLocal': '2027-07-10T10:00'"), "/sendAtLocal"),
                        // callback, tags, unbuilt
                        bad("callback is a string", msg("'callback': 'https://a.example'"), "/callback"),
                        bad("an unknown callback field", msg("'callback': {'uri': 'https://a.example'}"), "/callback/uri"),
                        bad("a callback URL too long", msg("'callback': {'url': 'https://a.example/" + "a".repeat(2000) + "'}"), "/callback/url"),
                        cant("a relative callback", msg("'callback': {'url': '/hook'}"), "/callback/url"),
                        cant("a callback by mail", msg("'callback': {'url': 'mailto:a@b.ru'}"), "/callback/url"),
                        cant("a callback of clicks", msg("'callback': {'url': 'https://a.example', 'events': ['click']}"), "/callback/events/0"),
                        cant("events to nobody", msg("'callback': {'events': ['sent']}"), "/callback/url"),
                        bad("a tag's number", msg("'tags': {'a': 1}"), "/tags/a"),
                        bad("a tag's value too long", msg("'tags': {'a': '" + "b".repeat(101) + "'}"), "/tags/a"),
                        bad("a tag's name too long", msg("'tags': {'" + "b".repeat(101) + "': ''}"), "/tags/" + "b".repeat(101)),
                        bad("21 tags", msg("'tags': {" + tags(21) + "}"), "/tags"),
                        bad("tags as an array", msg("'tags': []"), "/tags"),
                        bad("shortenLinks in words", msg("'shortenLinks': 'no'"), "/shortenLinks"),
                        cant("short links", msg("'shortenLinks': true"), "/shortenLinks"),
                        cant("a template", "{" + TO + ", 'template': {'id': 'a'}}", "/template"),
                        // several
                        cant("two meanings", to("'phone': '1'", "'sender': 'X'"), "/to/phone", "/sender"),
                        bad("a form and a meaning", to("'phone': '+1'", "'class': 'x'"), "/to/phone", "/class"))
                .map(row -> dynamicTest(row.title, () -> check(row)));
    }

    private void check(Row row) {
        InvalidMessage refusal = catchThrowableOfType(InvalidMessage.class, () -> read(row.json));
        assertThat(refusal).isNotNull();
        assertThat(refusal.errors()).extracting(FieldError::pointer).containsExactlyElementsOf(row.pointers);
        assertThat(refusal.isMalformed() ? 400 : 422).isEqualTo(row.status);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        for (byte[] broken : List.of(new byte[] {'"', (byte) 0xC3, '"'}, new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'})) {
            InvalidMessage refusal = catchThrowableOfType(InvalidMessage.class, () -> JsonReader.read(broken));
            assertThat(refusal.errors()).containsExactly(new FieldError("", "is not UTF-8"));
        }
    }

    @Test
    void refusesAnIdempotencyKeyThatIsNotPrintable() {
        for (String key : List.of("", "a".repeat(256), "a\tb", "ключ")) {
            InvalidMessage refusal =
                    catchThrowableOfType(InvalidMessage.class, () -> reader.read(account(), json(msg("'tags': {}")), key));
            assertThat(refusal.errors()).extracting(FieldError::pointer).containsExactly("");
        }
        assertThat(reader.read(account(), json(msg("'tags': {}")), "k#1").idempotencyKey()).isEqualTo("k#1");
    }

    @Test
    void readsTheShortestMessage() {
        NewMessage message = read("{" + TO + ", 'text': 'a'}");
        assertThat(message.messageClass()).isEqualTo(MessageClass.SERVICE);
        assertThat(message.sender()).isEqualTo("SCHOOL");
        assertThat(message.plan()).containsExactly(new Step("sms", "+79161234567", null, false, 1));
        assertThat(message.sendAt()).isNull();
        assertThat(message.validFor()).isEqualTo(Duration.ofHours(24));
        assertThat(message.callbackUrl()).isNull();
        assertThat(message.fingerprint()).isNull();
    }

    @Test
    void readsEveryField() {
        NewMessage message = read("{'to': {'phone': '8 (916) 123-45-67', 'email': 'Anna@EXAMPLE.org', 'telegram': '77'},"
                + "'class': 'authorization', 'text': '" + "a".repeat(200) + "', 'sender': 'SCHOOL2',"
                + "'channels': [{'channel': 'telegram', 'timeout': 'PT2M'}, {'channel': 'sms'}, {'channel': 'push'},"
                + "{'channel': 'email', 'required': true}], 'sendAt': '2026-11-23T10:00:00+03:00', 'validFor': 'PT5M',"
                + "'shortenLinks': false, 'callback': {'url': 'https://crm.example/hook', 'events': ['read']},"
                + "'tags': {'course': 'java-17'}}");
        assertThat(message.to())
                .containsExactly(Map.entry("phone", "+79161234567"), Map.entry("email", "Anna@example.org"), Map.entry("telegram", "77"));
        assertThat(message.plan()).containsExactly(
                new Step("telegram", "77", Duration.ofMinutes(2), false, 1),
                new Step("sms", "+79161234567", null, false, 2),
                new Step("push", null, null, false, 1),
                new Step("email", "Anna@example.org", null, true, 1));
        assertThat(message.sendAt()).isEqualTo("2026-11-23T07:00:00Z");
        assertThat(message.validFor()).isEqualTo(Duration.ofMinutes(5));
        assertThat(message.callbackEvents()).containsExactly("read");
        assertThat(message.tags()).containsEntry("course", "java-17");
    }

    @Test
    void readsWhatGoesWithTheText() {
        NewMessage message = read(msg("'media': [{'url': 'https://a.example/b.JPG?x=.pdf'}, {'type': 'document', 'url': 'http://a.example', 'name': 'b'}],"
                + "'buttons': [{'text': 'a', 'url': 'https://a.example'}, {'text': 'b', 'reply': 'я'}],"
                + "'channels': [{'channel': 'viber', 'success': 'reply', 'template': {'name': 'soon', 'language': 'en_US', 'header': 'h',"
                + "'body': {'who': 'Anna'}, 'buttons': ['x']}}, {'channel': 'sms'}]"));
        assertThat(message.content()).isEqualTo(new Content(
                List.of(new Media("image", "https://a.example/b.JPG?x=.pdf", null), new Media("document", "http://a.example", "b")),
                List.of(new Button("a", "https://a.example", null), new Button("b", null, "я")),
                Map.of("viber", Map.of(
                        "name", "soon", "language", "en_US", "header", "h", "body", Map.of("who", "Anna"), "buttons", List.of("x")))));
        assertThat(message.plan()).extracting(Step::success).containsExactly("reply", null);
    }

    @Test
    void textAloneCarriesNothing() {
        assertThat(read(msg("'media': [], 'buttons': []")).content()).isSameAs(Content.TEXT_ALONE);
    }

    @Test
    void aTextIsTheSameRequestOnlyWithTheSameMedia() {
        byte[] first = read(medium("'url': 'https://a.example/b.jpg'"), "k").fingerprint();
        assertThat(read(medium("'url': 'https://a.example/b.jpg'"), "k").fingerprint()).isEqualTo(first);
        assertThat(read(medium("'url': 'https://a.example/c.jpg'"), "k").fingerprint()).isNotEqualTo(first);
    }

    @Test
    void theMessagesOrderComesBeforeTheAccounts() {
        Account frugal = new Account("school", null, List.of(), null, null, null, List.of(), List.of("telegram", "sms"), Order.CHEAPEST, null,
                null, ZoneId.of("Europe/Moscow"), Map.of(), Account.Times.DEFAULT, Map.of(), Permission.ALLOWED, Set.of());
        List<Step> sorted = List.of(new Step("sms", "+79161234567", null, false, 1));
        when(order.sort(any(), eq(Order.CHEAPEST), eq("school"), eq(Map.of("phone", "+79161234567")))).thenReturn(sorted);
        assertThat(reader.read(frugal, json(msg("'tags': {}")), null).plan()).isSameAs(sorted);
        assertThat(reader.read(frugal, json(msg("'order': 'given'")), null).plan()).extracting(Step::channel).containsExactly("telegram", "sms");
    }

    @Test
    void aSpreadMessageGoesSomeTimeAfterItsOwn() {
        NewMessage soon = read(msg("'spread': 'PT1H', 'validFor': 'PT5M'"));
        assertThat(soon.sendAt()).isBetween(NOW, NOW.plusSeconds(3_600));
        assertThat(soon.validFor()).isEqualTo(Duration.ofMinutes(5));
        assertThat(soon.clock()).isEqualTo(Map.of("spread", "PT1H", "at", soon.sendAt().toString()));
        Instant planned = Instant.parse("2026-11-23T07:00:00Z");
        NewMessage later = read(msg("'spread': 'P1D', 'sendAtLocal': '2026-11-23T10:00'"));
        assertThat(later.sendAt()).isBetween(planned, planned.plus(Duration.ofDays(1)));
        assertThat(later.clock()).containsKeys("local", "spread");
    }

    @Test
    void takesTheSandboxesMagicNumbers() {
        for (String number : List.of("+79160000000", "+79160000001", "+79160000005", "+79990000002")) {
            assertThat(read("{'to': {'phone': '" + number + "'}, 'text': 'a'}").to()).containsEntry("phone", number);
        }
    }

    @Test
    void aPassedTimeIsNow() {
        assertThat(read(msg("'sendAt': '2026-07-01T08:59:59Z'")).sendAt()).isNull();
        assertThat(read(msg("'sendAt': '2026-07-01t12:00:01+03:00'")).sendAt()).isEqualTo("2026-07-01T09:00:01Z");
    }

    @Test
    void theAddressImpliesTheChannel() {
        assertThat(read(to("'email': 'a@b.ru'")).plan()).extracting(Step::channel).containsExactly("email");
        assertThat(read(to("'email': 'a@b.ru', 'phone': '89161234567'")).plan()).extracting(Step::channel).containsExactly("sms");
        assertThat(read(to("'viber': 'x', 'telegram': '1'")).plan()).extracting(Step::channel).containsExactly("viber");
        assertThat(read(steps("{'channel': 'viber'}")).plan()).extracting(Step::address).containsExactly("+79161234567");
    }

    @Test
    void theAccountsCascadeIsTheDefault() {
        Account account = account(List.of("telegram", "sms"), null);
        assertThat(reader.read(account, json(msg("'tags': {}")), null).plan())
                .containsExactly(new Step("telegram", null, null, false, 1), new Step("sms", "+79161234567", null, false, 1));
    }

    @Test
    void theAccountsCallbackIsTheDefault() {
        Account account = account(List.of(), new Account.Callback(URI.create("https://a.example/x"), "whsec_x"));
        assertThat(reader.read(account, json(msg("'tags': {}")), null).callbackUrl()).isEqualTo("https://a.example/x");
    }

    @Test
    void aCallbackNeedsASecret() {
        InvalidMessage refusal = catchThrowableOfType(InvalidMessage.class, () -> reader.read(
                account(List.of(), null), json(msg("'callback': {'url': 'https://a.example'}")), null));
        assertThat(refusal.errors()).extracting(FieldError::pointer).containsExactly("/callback/url");
    }

    @Test
    void theFingerprintSeesWhatMattersOnly() {
        byte[] first = read("{" + TO + ", 'text': 'ab', 'tags': {'a': '1', 'b': '2'}}", "k").fingerprint();
        assertThat(read("{'tags': {'b': '2', 'a': '1'},  'text': '\\u0061b', " + TO + "}", "k").fingerprint()).isEqualTo(first);
        assertThat(read("{" + TO + ", 'text': 'ab', 'tags': {'a': '2', 'b': '1'}}", "k").fingerprint()).isNotEqualTo(first);
        assertThat(Fingerprint.of(json("[1.0, 1e2]"))).isEqualTo(Fingerprint.of(json("[1, 100]")));
        assertThat(Fingerprint.of(json("['1']"))).isNotEqualTo(Fingerprint.of(json("[1]")));
    }

    @Test
    void aFloodOfErrorsIsCut() {
        InvalidMessage refusal = catchThrowableOfType(InvalidMessage.class, () -> read(msg(tags(1000))));
        assertThat(refusal.errors()).hasSize(100);
    }

    private NewMessage read(String json) {
        return read(json, null);
    }

    private NewMessage read(String json, String key) {
        return reader.read(account(), json(json), key);
    }

    private static com.fasterxml.jackson.databind.JsonNode json(String text) {
        return JsonReader.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static Row bad(String title, String json, String... pointers) {
        return new Row(title, json, 400, Arrays.asList(pointers));
    }

    private static Row cant(String title, String json, String... pointers) {
        return new Row(title, json, 422, Arrays.asList(pointers));
    }

    private static String msg(String more) {
        return "{" + TO + ", 'text': 'a', " + more + "}";
    }

    private static String medium(String fields) {
        return msg("'media': [{" + fields + "}]");
    }

    private static String button(String fields) {
        return msg("'buttons': [{" + fields + "}]");
    }

    private static String template(String fields) {
        return steps("{'channel': 'sms', 'template': {'name': 'soon', " + fields + "}}");
    }

    private static String steps(String steps) {
        return msg("'channels': [" + steps + "]");
    }

    @Test
    void aContactFillsWhatTheMessageDoesNotSay() {
        known("crm-42", Map.of("phone", "+79161234567", "email", "anna@example.org"));
        NewMessage message = read(to("'email': 'other@example.org', 'contact': 'crm-42'", "'channels': [{'channel': 'email'}, {'channel': 'sms'}]"));
        assertThat(message.to())
                .isEqualTo(Map.of("phone", "+79161234567", "email", "other@example.org", "contact", "crm-42"));
        assertThat(message.plan()).extracting(Step::address).containsExactly("other@example.org", "+79161234567");
    }

    @Test
    void aContactAloneImpliesItsChannel() {
        known("crm-42", Map.of("telegram", "7"));
        assertThat(read(to("'contact': 'crm-42'")).plan()).extracting(Step::channel).containsExactly("telegram");
    }

    @Test
    void aContactThatWasTakenInIsTheOneThatTookIt() {
        when(contacts.find("school", "web-1")).thenReturn(Optional.of(contact("crm-42", Map.of("phone", "+79161234567"))));
        assertThat(read(to("'contact': 'web-1'")).to()).containsEntry("contact", "crm-42");
    }

    @Test
    void aContactWithoutAnAddressCantBeWrittenTo() {
        known("crm-42", Map.of());
        assertThatThrownBy(() -> read(to("'contact': 'crm-42'")))
                .isInstanceOfSatisfying(InvalidMessage.class, e -> assertThat(e.errors()).extracting(FieldError::pointer).containsExactly("/to"));
    }

    @Test
    void withoutAContactTheDatabaseIsNotAsked() {
        read(to("'phone': '+79161234567'"));
        verifyNoInteractions(contacts);
    }

    private void known(String id, Map<String, String> addresses) {
        when(contacts.find("school", id)).thenReturn(Optional.of(contact(id, addresses)));
    }

    private static Contact contact(String id, Map<String, String> addresses) {
        return new Contact("school", id, addresses, null, null, null, null, Preferences.NONE, null, null);
    }

    private static String to(String addresses, String... more) {
        return "{'to': {" + addresses + "}, 'text': 'a'" + (more.length == 0 ? "" : ", " + more[0]) + "}";
    }

    private static String tags(int count) {
        StringBuilder tags = new StringBuilder("'t0': ''");
        for (int i = 1; i < count; i++) {
            tags.append(", 't").append(i).append("': ''");
        }
        return tags.toString();
    }

    private static Account account() {
        return account(List.of(), new Account.Callback(null, "whsec_x"));
    }

    private static Account account(List<String> cascade, Account.Callback callback) {
        return new Account("school", null, List.of(), null, null, null, List.of("SCHOOL", "SCHOOL2"), cascade, callback,
                null, ZoneId.of("Europe/Moscow"), Map.of(), Account.Times.DEFAULT, Map.of());
    }
}
