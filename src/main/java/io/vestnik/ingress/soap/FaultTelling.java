package io.vestnik.ingress.soap;

import com.ctc.wstx.exc.WstxException;
import io.vestnik.accept.RateExceeded;
import io.vestnik.batch.Outage;
import io.vestnik.message.InvalidMessage;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a failure becomes a fault: whatever it was, no class name, SQL or value of the request gets out. */
final class FaultTelling extends AbstractPhaseInterceptor<Message> {

    private static final Logger LOG = LoggerFactory.getLogger(FaultTelling.class);
    private static final Set<String> PROTOCOL = Set.of("MustUnderstand", "VersionMismatch");
    private static final String AGAIN = "send it again with the same requestId, which never sends twice";
    private static final String NOT_XML =
            "the envelope must be well-formed XML in the encoding it declares, without DOCTYPE and entities, and within this door's limits";

    FaultTelling() {
        super(Phase.SETUP);
    }

    @Override
    public void handleMessage(Message message) {
        Exception failure = message.getContent(Exception.class);
        if (failure != null) {
            boolean routed = message.getExchange().get(org.apache.camel.Exchange.class) != null;
            message.setContent(Exception.class, told(failure, routed));
        }
    }

    private static SoapFaults.Told told(Throwable failure, boolean routed) {
        return causes(failure)
                .map(FaultTelling::known)
                .filter(told -> told != null)
                .findFirst()
                .orElseGet(() -> other(failure, routed));
    }

    /** Null: not one of these. */
    private static SoapFaults.Told known(Throwable cause) {
        if (cause instanceof SoapFaults.Told told) {
            return told;
        } else if (cause instanceof InvalidMessage invalid) {
            return SoapFaults.client(invalid.errors());
        } else if (cause instanceof RateExceeded rate) {
            return SoapFaults.server("the account's rate is exceeded: nothing was accepted, send it again later", rate.retryAfter());
        } else if (cause instanceof EnvelopeTooLarge) {
            return SoapFaults.client(413, cause.getMessage());
        } else if (cause instanceof ExchangeTimedOutException) {
            return SoapFaults.server("no answer in time: " + AGAIN, null);
        } else if (Outage.is(cause)) {
            LOG.warn("soap call not done: {}", cause.toString());
            return SoapFaults.server("the hub can't take this now: nothing was promised, send it again later", null);
        }
        return null;
    }

    private static SoapFaults.Told other(Throwable failure, boolean routed) {
        if (causes(failure).anyMatch(cause -> cause instanceof XMLStreamException || cause instanceof WstxException)) {
            return SoapFaults.client(500, NOT_XML);
        }
        if (failure instanceof SoapFault fault && PROTOCOL.contains(fault.getFaultCode().getLocalPart())) {
            return SoapFaults.of(fault.getFaultCode(), fault.getMessage());
        }
        if (failure instanceof Fault fault && fault.getStatusCode() == 405) {
            return SoapFaults.client(405, "a call must come by POST");
        }
        if (!routed) {
            // whatever stopped CXF was in the envelope: nothing of ours has run yet
            LOG.debug("soap envelope refused: {}", causes(failure).map(Throwable::getClass).toList()); // messages quote it
            return SoapFaults.client(500, "the call must be a SOAP 1.1 envelope whose body is one operation of the contract");
        }
        LOG.error("soap call failed", failure);
        return SoapFaults.server("the hub failed at this call: " + AGAIN, null);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        // bounded: a chain may run in a circle
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(20);
    }
}
