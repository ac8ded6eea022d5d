package io.vestnik.ingress.soap;

import io.vestnik.account.Account;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.cxf.common.CxfPayload;
import org.apache.camel.component.cxf.jaxws.DefaultCxfBinding;
import org.apache.cxf.message.Message;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;

/** Between CXF and the route: the route sees the payload's one element and the account; HTTP headers stay outside, both ways. */
@Component("soapBinding")
class SoapBinding extends DefaultCxfBinding {

    @Override
    public void populateExchangeFromCxfRequest(org.apache.cxf.message.Exchange call, Exchange exchange) {
        super.populateExchangeFromCxfRequest(call, exchange);
        CxfPayload<?> payload = exchange.getIn().getBody(CxfPayload.class);
        Element request = payload.getBody().get(0);
        exchange.getIn().setBody(request);
        exchange.getIn().setHeader("VestnikAccount", call.get(Account.class).id());
    }

    @Override
    protected void propagateHeadersFromCxfToCamel(
            Message message, org.apache.camel.Message camelMessage, Exchange exchange) {
        // a client must not set what the route reads
    }

    @Override
    protected void propagateHeadersFromCamelToCxf(
            Exchange exchange,
            Map<String, Object> headers,
            org.apache.cxf.message.Exchange call,
            Map<String, Object> context) {
        // what the route knows is not for the client
    }
}
