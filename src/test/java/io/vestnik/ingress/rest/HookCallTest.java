package io.vestnik.ingress.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class HookCallTest {

    @ParameterizedTest
    @ValueSource(strings = {"sum=100%", "token=s3cr3t%zz", "%=a", "a=%C3"})
    void aQueryThatCanNotBeDecodedIsRefusedWithoutItsText(String query) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> new HookCall(call(query), null));
        assertThat(refusal).isNotNull();
        assertThat(Problems.of(refusal).status()).isEqualTo(400);
        assertThat(new String(Problems.of(refusal).body())).doesNotContain("s3cr3t");
    }

    @Test
    void aQueryIsDecoded() {
        assertThat(new HookCall(call("text=a+b%21"), null).getParameter("text")).isEqualTo("a b!");
    }

    private static MockHttpServletRequest call(String query) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/hooks/x");
        request.setQueryString(query);
        return request;
    }
}
