package io.vestnik.callback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "https://CRM.example/hook?key=s3cret, https://crm.example:443",
        "http://crm.example, http://crm.example:80",
        "HTTPS://crm.example:8443/a, https://crm.example:8443",
        "https://[2606:4700::1]/a, https://[2606:4700::1]:443",
    })
    void isNamedWithoutPathAndQuery(String url, String name) {
        assertThat(Target.of(url)).hasToString("Optional[" + name + "]");
    }

    @ParameterizedTest
    @CsvSource({"ftp://crm.example/", "https:///hook", "crm.example", "https://user:pw@crm.example/", "http://a b/", "file:/etc/passwd"})
    void isNoneWhereNothingCanBeCalled(String url) {
        assertThat(Target.of(url)).isEmpty();
    }
}
