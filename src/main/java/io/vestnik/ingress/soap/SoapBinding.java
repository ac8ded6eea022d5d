package io.vestnik.ingress.soap;

import io.vestnik.account.Account;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.transform.dom.DOMSource;
import org.apache.camel.Exchange;
import org.apache.camel.component.cxf.common.CxfPayload;
import org.apache.camel.component.cxf.jaxws.DefaultCxfBinding;
import org.apache.cxf.message.Message;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;

/** Between CXF and the route: the route sees the payload's one element and the account; HTTP headers stay outside, both ways. */
@Component("soapBinding")
class SoapBinding extends DefaultCxfBinding {

    @Override
    public void populateExchangeFromCxfRequest(org.apache.cxf.message.Exchange call, Exchange exchange) {
        super.populateExchangeFromCxfRequest(call, exchange);
        CxfPayload<?> payload = exchange.getIn().getBody(CxfPayload.class);
        if (payload == null || payload.getBody().size() != 1) {
            throw SoapFaults.client(500, "the body must hold one operation of the contract");
        }
        exchange.getIn().setBody(payload.getBody().get(0));
        exchange.getIn().setHeader("VestnikAccount", call.get(Account.class).id());
        HttpServletRequest request = (HttpServletRequest) call.getInMessage().get(AbstractHTTPDestination.HTTP_REQUEST);
        exchange.getIn().setHeader("VestnikFrom", request.getRemoteAddr());
        exchange.getIn().setHeader("VestnikTraceparent", request.getHeader("traceparent"));
    }

    @Override
    public void populateCxfResponseFromExchange(Exchange exchange, org.apache.cxf.message.Exchange call) {
        // by itself Camel takes an element for a list of its children
        Element response = exchange.getMessage().getBody(Element.class);
        exchange.getMessage().setBody(new CxfPayload<>(new ArrayList<>(), List.of(new DOMSource(response)), Map.of()));
        super.populateCxfResponseFromExchange(exchange, call);
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
