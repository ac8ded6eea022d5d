package io.vestnik.ingress.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.vestnik.account.Secret;
import io.vestnik.harness.Token;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** UsernameTokens with a digest: what opens the door, and what does not. */
class DigestTest {

    private static final String FAILED = "wsse:FailedAuthentication";
    private static final String INVALID = "wsse:InvalidSecurity";
    private static final String EXPIRED = "wsse:MessageExpired";

    private final Caller caller = new Caller(SoapSlice.url()).anonymous();

    @BeforeEach
    void reset() {
        SoapSlice.reset();
    }

    private HttpResponse<String> call(String header) {
        return caller.call(header, Calls.good());
    }

    private DynamicTest opens(String what, Token token) {
        return dynamicTest(what, () -> {
            SoapSlice.reset();
            HttpResponse<String> answer = call(token.header());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(SoapSlice.ACCEPTED).hasSize(1);
        });
    }

    private DynamicTest refused(String what, String header, String code) {
        return dynamicTest(what, () -> {
            SoapSlice.reset();
            HttpResponse<String> answer = call(header);
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains(code + "</faultcode>").doesNotContain("Exception", "demo", "SHA", "soap_nonce");
            assertThat(SoapSlice.ACCEPTED).isEmpty();
        });
    }

    private static String ago(Duration age) {
        return Instant.now().minus(age).toString();
    }

    @TestFactory
    Stream<DynamicTest> aGoodDigestOpens() {
        Token good = Token.of("demo", "demo");
        return Stream.of(
                opens("a digest", good),
                opens("letters of any script, and a colon", Token.of("магазин", "пароль:1")),
                opens("a nonce of 8 bytes", Token.of("demo", "demo").nonce("12345678".getBytes())),
                opens("a nonce of 64 bytes", Token.of("demo", "demo").nonce("12345678".repeat(8).getBytes())),
                opens("four minutes old", Token.of("demo", "demo").created(ago(Duration.ofMinutes(4)))),
                opens("four minutes ahead", Token.of("demo", "demo").created(ago(Duration.ofMinutes(-4)))),
                opens("of another zone", Token.of("demo", "demo").created(
                        Instant.now().atOffset(ZoneOffset.ofHours(3)).withNano(0).plusSeconds(1).toString())),
                opens("the nonce of another account", Token.of("магазин", "пароль:1").nonce(good.nonce())));
    }

    @TestFactory
    Stream<DynamicTest> anyOtherDoesNot() {
        Token good = Token.of("demo", "demo");
        String text = Token.of("demo", "demo").header().replace("PasswordDigest", "PasswordText");
        return Stream.of(
                refused("a wrong password", Token.of("demo", "wrong").header(), FAILED),
                refused("an unknown user", Token.of("nobody", "demo").header(), FAILED),
                refused("no user", Token.of("", "demo").header(), FAILED),
                refused("a password that is kept as a hash", Token.of("bank", "vault").header(), FAILED),
                refused("the digest of a password's hash", Token.of("bank", "{sha256}" + Secret.digest("vault")).header(), FAILED),
                refused("no digest", good.header(""), FAILED),
                refused("a digest that is no Base64", good.header("%%%"), FAILED),
                refused("a digest cut short", good.header(good.digest().substring(0, 8)), FAILED),
                refused("a digest of a megabyte", good.header("A".repeat(1 << 20)), FAILED),
                refused("a digest said to be text", text, FAILED),
                refused("no nonce", good.nonceElement("").header(), INVALID),
                refused("an empty nonce", good.nonce(new byte[0]).header(), INVALID),
                refused("a nonce of 7 bytes", good.nonce(new byte[7]).header(), INVALID),
                refused("a nonce of 65 bytes", good.nonce(new byte[65]).header(), INVALID),
                refused("a nonce that is no Base64", good.nonceElement("<w:Nonce>%%%</w:Nonce>").header(), INVALID),
                refused("a nonce in hex", good.nonceElement("<w:Nonce EncodingType=\"urn:hex\">0011223344556677</w:Nonce>").header(), INVALID),
                refused("another nonce than was digested", good.nonceElement(Token.of("", "").nonceElement()).header(), FAILED),
                refused("no time", good.createdElement("").header(), INVALID),
                refused("a time without offset", good.created("2026-11-23T10:00:00").header(), INVALID),
                refused("another time than was digested", good.createdElement(good.created(ago(Duration.ofSeconds(2))).createdElement()).header(), FAILED),
                refused("six minutes old", good.created(ago(Duration.ofMinutes(6))).header(), EXPIRED),
                refused("six minutes ahead", good.created(ago(Duration.ofMinutes(-6))).header(), EXPIRED),
                refused("of long ago", good.created("1986-11-23T10:00:00Z").header(), EXPIRED));
    }

    @Test
    void aDigestOpensOnce() {
        Token token = Token.of("demo", "demo");
        assertThat(call(token.header()).statusCode()).isEqualTo(200);
        HttpResponse<String> again = call(token.header());
        assertThat(again.body()).contains(FAILED, "the Nonce was used before");
        HttpResponse<String> later = call(token.created(Instant.now().plusSeconds(1).toString()).header());
        assertThat(later.body()).as("whatever its time").contains(FAILED);
        assertThat(SoapSlice.ACCEPTED).hasSize(1);
    }

    @Test
    void aWrongDigestDoesNotSpendItsNonce() {
        Token token = Token.of("demo", "demo");
        call(token.header(Token.of("demo", "demo").digest()));
        assertThat(call(token.header()).statusCode()).isEqualTo(200);
    }

    @Test
    void whoeverFailsIsToldTheSame() {
        String wrong = call(Token.of("demo", "wrong").header()).body();
        assertThat(call(Token.of("nobody", "x").header()).body()).isEqualTo(wrong);
        assertThat(call(Token.of("bank", "vault").header()).body()).isEqualTo(wrong).contains("must come as PasswordText");
    }

    @Test
    void aHashedPasswordStillOpensAsText() {
        assertThat(call(Calls.token("bank", "vault", "PasswordText")).statusCode()).isEqualTo(200);
    }

    @Test
    void nothingIsAcceptedWhileNoNonceCanBeKept() {
        SoapSlice.noNonceCanBeKept();
        HttpResponse<String> answer = call(Token.of("demo", "demo").header());
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("soap:Server", "ServerFault").doesNotContain("SELECT", "postgres", "Exception");
        assertThat(SoapSlice.ACCEPTED).isEmpty();
    }
}
