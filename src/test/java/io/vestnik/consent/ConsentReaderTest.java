package io.vestnik.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vestnik.account.Account;
import io.vestnik.address.Addresses;
import io.vestnik.form.JsonReader;
import io.vestnik.message.FieldError;
import io.vestnik.message.InvalidMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentReaderTest {

    private static final Account SCHOOL = new Account(
            "school", null, List.of(), null, null, null, List.of(), List.of(), null, null, ZoneId.of("Europe/Moscow"), Map.of(),
            Account.Times.DEFAULT, Map.of());

    private final ConsentReader reader = new ConsentReader(
            new Addresses("RU", "sms"::equals), "sms"::equals, Clock.fixed(Instant.parse("2026-07-01T09:00:00Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00+03:00", "1969-12-31T23:59:59Z", "9999-12-31T23:59:59-18:00", "2026-07-01T09:02:00Z"})
    void whatWasSaidAtNoTimeOfOursIsUnprocessable(String at) {
        InvalidMessage refusal = catchThrowableOfType(InvalidMessage.class, () -> read(at));
        assertThat(refusal.errors()).extracting(FieldError::pointer).containsExactly("/at");
        assertThat(refusal.isMalformed()).isFalse();
    }

    @Test
    void theFirstMomentCounts() {
        assertThat(read("1970-01-01T03:00:00+03:00").at()).isEqualTo(Instant.EPOCH);
    }

    private Consent read(String at) {
        String json = "{'to':{'phone':'+79160000801'},'class':'marketing','granted':true,'method':'paper','at':'" + at + "'}";
        return reader.read(SCHOOL, JsonReader.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }
}
