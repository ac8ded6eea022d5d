package io.vestnik.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactHeaderTest {

    private static final Predicate<String> ADDRESSES = Set.of("phone", "email", "telegram", "contact")::contains;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "id, phone, ID          | column 3 of its header has the name",
        "id, nickname           | column 2 of its header is not",
        "id, attr.              | column 2 of its header is not",
        "id, consent.spam       | column 2 of its header is not",
        "id, contact            | column 2 of its header is not",
        "locale, attr.city      | no column of its header",
    })
    void aHeaderThatMeansNothingIsTold(String header, String told) {
        assertThatThrownBy(() -> new ContactHeader(List.of(header.split(",")), ADDRESSES)).isInstanceOf(BadFile.class).hasMessageContaining(told);
    }

    @Test
    void aRowIsAContactAsRestHasIt() {
        SourceRow row = header("id,Phone,Locale,attr.Shoe Size,attr.empty,consent.service,consent.marketing,consent.method,consent.at,consent.evidence")
                .row(7, List.of("c", "8 916", "ru", "39", "", "Granted", "WITHDRAWN", "web-form", "2026-01-01T00:00:00Z", "v3"));
        assertThat(row.error()).isNull();
        assertThat(row.message().toString()).isEqualTo(
                ("{'id':'c','phone':'8 916','locale':'ru','attributes':{'Shoe Size':'39'},'consents':["
                                + "{'class':'service','granted':true,%s},{'class':'marketing','granted':false,%s}]}")
                        .formatted(proof(row, 0), proof(row, 1))
                        .replace('\'', '"'));
        assertThat(row.message().at("/consents/0/evidence").textValue()).isEqualTo("v3");
        assertThat(row.message().at("/consents/1/method").textValue()).isEqualTo("web-form");
    }

    @Test
    void aWordThatIsNoConsentIsTheRowsError() {
        assertThat(header("id,consent.marketing").row(1, List.of("c", "yes")).error()).contains("granted or withdrawn");
        assertThat(header("id,consent.marketing").row(1, List.of("c")).error()).contains("has 1 cells");
    }

    private static ContactHeader header(String names) {
        return new ContactHeader(List.of(names.split(",")), ADDRESSES);
    }

    /** Its fields come in any order. */
    private static String proof(SourceRow row, int consent) {
        String json = row.message().at("/consents/" + consent).toString();
        return json.substring(json.indexOf(',', json.indexOf("granted")) + 1, json.length() - 1).replace('"', '\'');
    }
}
