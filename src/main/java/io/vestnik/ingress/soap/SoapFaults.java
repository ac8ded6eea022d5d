package io.vestnik.ingress.soap;

import io.vestnik.message.FieldError;
import java.time.Duration;
import java.util.List;
import javax.xml.namespace.QName;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.interceptor.Fault;
import org.w3c.dom.Element;

/** The faults of the contract: SOAP 1.1 §4.4, and for security headers WSS SOAP Message Security 1.1 §12. */
final class SoapFaults {

    private static final String WSSE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

    private SoapFaults() {}

    /** Says what the caller may read as it is; any other fault is told in general words. */
    static final class Told extends SoapFault {
        private Told(String message, QName code) {
            super(message, code);
        }
    }

    /** @param errors never empty; their pointers are paths */
    static Told client(List<FieldError> errors) {
        String more = errors.size() > 1 ? "; and " + (errors.size() - 1) + " more, see the detail" : "";
        FieldError first = errors.get(0);
        String where = first.pointer().isEmpty() ? "" : first.pointer() + ": ";
        Told fault = new Told(where + first.detail() + more, Fault.FAULT_CODE_CLIENT);
        detail(fault, "ClientFault", errors);
        return fault;
    }

    /** @param status HTTP, where it is not 500 */
    static Told client(int status, String detail) {
        Told fault = client(List.of(new FieldError("", detail)));
        fault.setStatusCode(status);
        return fault;
    }

    /** @param retryAfter null: not known */
    static Told server(String reason, Duration retryAfter) {
        Told fault = new Told(reason, Fault.FAULT_CODE_SERVER);
        Element serverFault = detail(fault, "ServerFault", List.of(new FieldError("", reason)));
        if (retryAfter != null) {
            Elements.add(serverFault, "retryAfter", String.valueOf(Math.max(1, retryAfter.toSeconds())));
        }
        return fault;
    }

    /** @param code as {@code FailedAuthentication}; a fault of a header has no detail (SOAP 1.1 §4.4) */
    static Told security(String code, String reason) {
        return new Told(reason, new QName(WSSE, code, "wsse"));
    }

    /** CXF's own, where its code says enough: {@code MustUnderstand}, {@code VersionMismatch}. */
    static Told of(QName code, String reason) {
        return new Told(reason, code);
    }

    /** Adds {@code error} elements. */
    static void write(List<FieldError> errors, Element to) {
        for (FieldError each : errors) {
            Element error = Elements.add(to, "error");
            Elements.add(error, "path", each.pointer());
            Elements.add(error, "detail", each.detail());
        }
    }

    private static Element detail(Told fault, String name, List<FieldError> errors) {
        Element detail = Elements.root("detail");
        Element named = Elements.add(detail, name);
        write(errors, named);
        fault.setDetail(detail);
        return named;
    }
}
