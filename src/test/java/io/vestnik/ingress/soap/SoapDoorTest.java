package io.vestnik.ingress.soap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The door by itself: what comes in by envelope goes out as the model has it, and back. */
class SoapDoorTest {

    private final Caller caller = new Caller(SoapSlice.url());

    @BeforeEach
    void reset() {
        SoapSlice.reset();
    }

    @Test
    void tellsItsContractToEveryone() {
        HttpResponse<String> answer = caller.get("?wsdl");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("location=\"https://hub.example.org/soap/v1\"").contains("SetConsent");
    }

    @Test
    void acceptsAMessage() {
        HttpResponse<String> answer = caller.call("""
                <v:SendMessage xmlns:v="urn:vestnik:v1"><v:requestId>1c-000017</v:requestId><v:message><v:to>\
                <v:phone>+79161234567</v:phone></v:to><v:class>service</v:class><v:text>Привет</v:text></v:message></v:SendMessage>""");
        System.out.println(answer.statusCode() + " " + answer.headers().map() + "\n" + answer.body());
    }

    @Test
    void probe() {
        for (String body : new String[] {
            "<v:SendMessage xmlns:v=\"urn:vestnik:v1\"/>",
            "<v:SendMesage xmlns:v=\"urn:vestnik:v1\"/>",
            "<v:SendMessage xmlns:v=\"urn:vestnik:v1\"><v:message><v:to><v:phone>12</v:phone></v:to><v:txt>a</v:txt><v:oo/></v:message></v:SendMessage><x/>",
            "<v:SendMessage xmlns:v=\"urn:vestnik:v1\"><v:message><v:to><v:phone>12</v:phone><v:address channel='tg'>1</v:address></v:to><v:class>x</v:class><v:txt>a</v:txt><v:oo/><v:channels><v:step><v:timeout>x</v:timeout></v:step></v:channels><v:tags><v:tag>1</v:tag></v:tags></v:message></v:SendMessage>",
            "<v:SendMessage xmlns:v=\"urn:vestnik:v1\"><v:message>",
            "<v:SendMessage xmlns:v=\"urn:vestnik:v1\"><v:message>&lol;</v:message></v:SendMessage>",
            "<v:SendMessage xmlns:v=\"urn:vestnik:v1\"><v:message>&#0;</v:message></v:SendMessage>", ""}) {
            HttpResponse<String> answer = caller.call(body);
            System.out.println(answer.statusCode() + "\n" + answer.body());
        }
        HttpResponse<String> a = caller.post("<!DOCTYPE a [<!ENTITY b \"c\">]>" + Caller.envelope("<v:GetMessage xmlns:v='urn:vestnik:v1'><v:id>&b;</v:id></v:GetMessage>"));
        System.out.println(a.statusCode() + "\n" + a.body());
        a = caller.as("demo", "nope").call("<a/>");
        System.out.println(a.statusCode() + " " + a.headers().map() + "\n" + a.body());
        a = caller.anonymous().call("<a/>");
        System.out.println(a.statusCode() + " " + a.headers().map() + "\n" + a.body());
        a = caller.get("");
        System.out.println(a.statusCode() + " " + a.headers().map() + "\n" + a.body());
    }
}
