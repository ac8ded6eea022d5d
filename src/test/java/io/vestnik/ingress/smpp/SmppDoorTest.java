package io.vestnik.ingress.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.session.SMPPSession;
import org.junit.jupiter.api.Test;

/** Clients bind and submit, as from outside. */
class SmppDoorTest {

    @Test
    void whatIsSubmittedIsAcceptedAndDelivered() throws Exception {
        SMPPSession session = SmppHub.bind(BindType.BIND_TRX, "school", "secret");
        String id = submit(session, "SCHOOL", "79161234567", "Hello by SMPP");
        session.unbindAndClose();
        JsonNode message = SmppHub.school().ended(id);
        assertThat(message.get("status").asText()).isEqualTo("delivered");
        assertThat(message.at("/to/phone").asText()).isEqualTo("+79161234567");
        assertThat(message.get("class").asText()).isEqualTo("service");
    }

    @Test
    void aWrongPasswordIsRefusedAsAnUnknownUserIs() {
        assertThatThrownBy(() -> SmppHub.bind(BindType.BIND_TX, "school", "wrong")).hasRootCauseMessage(
                "Negative response 0000000e (Invalid Password) found");
        assertThatThrownBy(() -> SmppHub.bind(BindType.BIND_TX, "nobody", "wrong")).hasRootCauseMessage(
                "Negative response 0000000e (Invalid Password) found");
    }

    static String submit(SMPPSession session, String sender, String to, String text, OptionalParameter... parameters)
            throws Exception {
        return session.submitShortMessage(
                "", TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN, sender, TypeOfNumber.INTERNATIONAL,
                NumberingPlanIndicator.ISDN, to, new ESMClass(), (byte) 0, (byte) 0, null, null, new RegisteredDelivery(0),
                (byte) 0, new GeneralDataCoding(Alphabet.ALPHA_DEFAULT), (byte) 0, text.getBytes(StandardCharsets.US_ASCII), parameters)
                .getMessageId();
    }
}
