package io.vestnik.ingress.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.account.Account;
import io.vestnik.address.Addresses;
import io.vestnik.ingress.smpp.SubmitFields.Place;
import io.vestnik.message.InvalidMessage;
import io.vestnik.message.MessageClass;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each field of a submit is to the hub. */
class SubmitReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final byte[] HELLO = "Hello".getBytes(StandardCharsets.US_ASCII);
    private static final Account ACCOUNT = new Account(
            "school", null, List.of(), null, null, null, List.of("SCHOOL", "+79160000001", "79160000002"), List.of(), null, null,
            ZoneId.of("UTC"), Map.of(), Account.Times.DEFAULT, Map.of());

    private Instant now = NOW;
    private String serviceType = "";
    private Place source = new Place(0, 0, "");
    private Place destination = new Place(1, 1, "79161234567");
    private int esmClass;
    private String schedule = "";
    private String validity = "";
    private int replace;
    private int coding;
    private int predefined;
    private byte[] body = HELLO;
    private final Map<Integer, byte[]> parameters = new HashMap<>();

    @ParameterizedTest
    @CsvSource({"OTP, authorization", "TRX, transactional", "SVC, service", "MKT, marketing", "'', transactional", "CMT, transactional"})
    void theServiceTypeIsTheClassElseTheAccountsOwn(String type, String messageClass) {
        serviceType = type;
        Account account = new Account(
                "bank", null, List.of(), null, null, new Account.SmppLogin("bank", "secret", null, 100, 4, MessageClass.TRANSACTIONAL),
                List.of(), List.of(), null, null, ZoneId.of("UTC"), Map.of(), Account.Times.DEFAULT, Map.of());
        assertThat(reader().read(fields(), destination, account).message().at("/class").asText()).isEqualTo(messageClass);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 79161234567, +79161234567",
        "1, +79161234567, +79161234567",
        "1, 0079161234567, +79161234567",
        "0, 79161234567, 79161234567", // as REST reads it
        "0, 89161234567, 89161234567",
        "0, 0079161234567, +79161234567",
        "0, 380501234567, +380501234567", // no number of the hub's region
        "0, 12025550123, +12025550123",
        "2, 9161234567, 9161234567",
        "2, 380501234567, 380501234567",
        "0, 12, 12",
        "5, SCHOOL, SCHOOL"
    })
    void aDestinationIsReadByItsType(int ton, String address, String phone) {
        destination = new Place(ton, 1, address);
        assertThat(read().message().at("/to/phone").asText()).isEqualTo(phone);
    }

    @ParameterizedTest
    @CsvSource({
        "5, SCHOOL, SCHOOL",
        "5, OTHER, OTHER", // the accept judges it
        "1, 79160000001, +79160000001",
        "1, +79160000001, +79160000001",
        "1, 79160000002, 79160000002",
        "1, +79160000002, 79160000002",
        "0, 4422, 4422"
    })
    void aSenderIsFoundWithOrWithoutItsPlus(int ton, String address, String sender) {
        source = new Place(ton, 0, address);
        assertThat(read().message().get("sender").asText()).isEqualTo(sender);
    }

    @Test
    void anEmptySenderIsTheAccountsOwn() {
        assertThat(read().message().has("sender")).isFalse();
    }

    @Test
    void aServiceTypeThatIsNoneIsLeftToBeRefusedAsAtEveryDoor() {
        serviceType = "VMA";
        assertThat(read().message().get("class").asText()).isEqualTo("VMA");
    }

    @Test
    void noServiceTypeIsTheUsualClass() {
        assertThat(read().message().has("class")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 48656C6C6F, Hello",
        "0, 0011, @_",
        "0, 1B65, €",
        "1, 48656C6C6F, Hello",
        "3, E9E8, éè",
        "4, D0BFD180, пр",
        "4, E9, é",
        "8, 041F044004380432, Прив"
    })
    void theTextIsReadByItsCoding(int dataCoding, String hex, String text) {
        coding = dataCoding;
        body = HexFormat.of().parseHex(hex);
        assertThat(read().message().get("text").asText()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "261122150000000+, 2026-11-22T15:00:00Z",
        "261122180000012+, 2026-11-22T15:00:00Z", // three hours east
        "261122100000020-, 2026-11-22T15:00:00Z", // five hours west
        "261122150000500+, 2026-11-22T15:00:00.500Z",
        "000000030000000R, 2026-11-22T15:00:00Z",
        "000101000000000R, 2026-12-23T12:00:00Z",
        "240229000000000+, 2024-02-29T00:00:00Z"
    })
    void timesAreAbsoluteOrRelative(String time, Instant at) {
        schedule = time;
        assertThat(Instant.parse(read().message().get("sendAt").asText())).isEqualTo(at);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 000000010000000R, PT1H",
        "'', 261122133000000+, PT1H30M",
        "261122150000000+, 261122160000000+, PT1H", // until then, whenever it is sent
        "000000030000000R, 000000040000000R, PT1H",
        "201122150000000+, 000000010000000R, PT1H" // a time that is over is now
    })
    void theValidityEndsAtItsTime(String from, String until, String validFor) {
        schedule = from;
        validity = until;
        assertThat(read().message().get("validFor").asText()).isEqualTo(validFor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"261322150000000+", "260229000000000+", "2611221500000+", "261122150000049+", "26112215000000xR", "R"})
    void aTimeThatIsNoneIsRefused(String time) {
        schedule = time;
        assertThat(refused().status()).isEqualTo(0x61);
        schedule = "";
        validity = time;
        assertThat(refused().status()).isEqualTo(0x62);
    }

    @Test
    void aValidityThatIsOverIsRefused() {
        validity = "261122110000000+";
        assertThat(refused().status()).isEqualTo(0x62);
    }

    @ParameterizedTest
    @CsvSource({
        "050003070302, 7, 3, 2",
        "06080401070302, 263, 3, 2",
        "050003FF0101, 255, 1, 1"
    })
    void partsAreToldByTheirHeader(String header, int reference, int total, int number) {
        esmClass = 0x40;
        body = HexFormat.of().parseHex(header + "48656C6C6F");
        UserData data = read().data();
        assertThat(data.reference()).isEqualTo(reference);
        assertThat(data.total()).isEqualTo(total);
        assertThat(data.number()).isEqualTo(number);
        assertThat(data.isPart()).isEqualTo(total > 1);
        assertThat(data.body()).isEqualTo(HELLO);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "00", "05", "0500030703", "05000307", "050003070304", "050003070300", "050003070003", "060504158A0000",
        "0B0504158A00000003070302", "FF000307030248"
    })
    void otherHeadersAreRefused(String header) {
        esmClass = 0x40;
        body = HexFormat.of().parseHex(header);
        assertThat(refused().status()).isEqualTo(0x43);
    }

    @Test
    void partsAreToldByParameters() {
        sar(new byte[] {1, 7}, new byte[] {3}, new byte[] {2});
        UserData data = read().data();
        assertThat(data.reference()).isEqualTo(263);
        assertThat(data.total()).isEqualTo(3);
        assertThat(data.number()).isEqualTo(2);
    }

    @Test
    void halfOfThoseParametersIsRefused() {
        sar(new byte[] {1, 7}, new byte[] {3}, null);
        assertThat(refused().status()).isEqualTo(0xC4);
        sar(new byte[] {7}, new byte[] {3}, new byte[] {2});
        assertThat(refused().status()).isEqualTo(0xC4);
        sar(new byte[] {1, 7}, new byte[] {3}, new byte[] {4});
        assertThat(refused().status()).isEqualTo(0xC4);
    }

    /** It is no text by itself; together with the others it is. */
    @Test
    void aPartMayBeginInMidCharacter() {
        sar(new byte[] {1, 7}, new byte[] {2}, new byte[] {2});
        coding = 8;
        body = new byte[0];
        JsonNode message = read().message();
        assertThat(message.get("text").asText()).isNotEmpty();
    }

    @Test
    void theTextMayBeAParameter() {
        body = new byte[0];
        parameters.put(0x0424, "x".repeat(1_000).getBytes(StandardCharsets.US_ASCII));
        assertThat(read().message().get("text").asText()).hasSize(1_000);
        body = HELLO;
        assertThat(refused().status()).isEqualTo(0x01);
    }

    @Test
    void theRequestIdIsTheKey() {
        parameters.put(SubmitReader.REQUEST_ID, "order-17\0".getBytes(StandardCharsets.US_ASCII));
        assertThat(read().key()).isEqualTo("order-17");
        parameters.put(SubmitReader.REQUEST_ID, "order-17".getBytes(StandardCharsets.US_ASCII));
        assertThat(read().key()).isEqualTo("order-17");
        parameters.put(SubmitReader.REQUEST_ID, new byte[] {7});
        assertThat(refused().status()).isEqualTo(0xC4);
        parameters.put(SubmitReader.REQUEST_ID, new byte[0]);
        assertThat(refused().status()).isEqualTo(0xC4);
    }

    @ParameterizedTest
    @CsvSource({
        "000000030000000R, ''",
        "'', 000000010000000R",
        "'', 000100000000000R", // months are not equally long
        "'', 261201000000000+",
        "261130000000000+, 000020000000000R",
        "000000030000000R, 261201000000000+"
    })
    void aRepeatedSubmitIsTheSameWheneverItComes(String from, String until) {
        schedule = from;
        validity = until;
        ShortMessage first = read();
        now = NOW.plusSeconds(40);
        assertThat(read().repeatable()).isEqualTo(first.repeatable());
        validity = "000025000000000R";
        assertThat(read().repeatable()).isNotEqualTo(first.repeatable());
    }

    @Test
    void itIsTheSameAsByAnotherDoorUnlessItsTimesAreCountedFromNow() {
        assertThat(read().repeatable()).isEqualTo(read().message());
        schedule = "261122150000000+";
        validity = "261122160000000+";
        assertThat(read().repeatable()).isEqualTo(read().message());
    }

    @Test
    void whatIsNotSupportedIsRefusedByName() {
        coding = 2;
        assertThat(refused().status()).isEqualTo(0x104);
        coding = 0;
        esmClass = 0x08;
        assertThat(refused().status()).isEqualTo(0x43);
        esmClass = 0;
        replace = 1;
        assertThat(refused().status()).isEqualTo(0x54);
        replace = 0;
        predefined = 1;
        assertThat(refused().status()).isEqualTo(0x63);
    }

    private void sar(byte[] reference, byte[] total, byte[] number) {
        parameters.put(0x020C, reference);
        parameters.put(0x020E, total);
        parameters.put(0x020F, number);
    }

    private ShortMessage read() {
        return reader().read(fields(), destination, ACCOUNT);
    }

    private SubmitReader reader() {
        return new SubmitReader(new Addresses("RU", channel -> true), Clock.fixed(now, ZoneOffset.UTC));
    }

    private SubmitFields fields() {
        return new SubmitFields(
                serviceType, source, List.of(destination), esmClass, schedule, validity, 0, replace, coding, predefined, body, parameters);
    }

    private Refusal refused() {
        return Refusal.of(catchThrowableOfType(InvalidMessage.class, this::read));
    }
}
