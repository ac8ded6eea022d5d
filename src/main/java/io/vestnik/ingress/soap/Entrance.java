package io.vestnik.ingress.soap;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.account.Door;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.apache.cxf.interceptor.AttachmentInInterceptor;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.transport.http.AbstractHTTPDestination;

/**
 * What is decided before a byte of the envelope is read: HTTP Basic (RFC 7617, UTF-8), content type, declared length. Without an
 * {@code Authorization} header {@link UsernameToken} decides.
 */
final class Entrance extends AbstractPhaseInterceptor<Message> {

    /** A full batch, in bytes. */
    static final long LONGEST = 32L << 20;

    private final Accounts accounts;

    Entrance(Accounts accounts) {
        super(Phase.RECEIVE);
        addBefore(AttachmentInInterceptor.class.getName());
        this.accounts = accounts;
    }

    @Override
    public void handleMessage(Message message) {
        HttpServletRequest request = (HttpServletRequest) message.get(AbstractHTTPDestination.HTTP_REQUEST);
        if (isGET(message)) {
            refuseUnlessWsdl(request);
            return;
        }
        String authorization = request.getHeader("Authorization");
        if (authorization != null) {
            Account account = basic(authorization).orElseThrow(() -> challenge(message));
            message.getExchange().put(Account.class, account);
        }
        String type = request.getContentType();
        if (type == null || !type.toLowerCase().matches("(text/xml|application/soap\\+xml)\\s*(;.*)?")) {
            throw SoapFaults.client(415, "a call must have the content type text/xml");
        }
        if (request.getContentLengthLong() > LONGEST) {
            throw SoapFaults.client(413, new EnvelopeTooLarge(LONGEST).getMessage());
        }
        InputStream envelope = message.getContent(InputStream.class);
        if (envelope != null) {
            EnvelopeStream counted = new EnvelopeStream(envelope, LONGEST);
            message.setContent(InputStream.class, counted);
            message.put(EnvelopeStream.class, counted);
        }
    }

    /** The contract is for everyone. */
    private static void refuseUnlessWsdl(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query == null || !query.toLowerCase().matches("wsdl(=.*)?|xsd=.*")) {
            throw SoapFaults.client(405, "a call must come by POST; the contract is at ?wsdl");
        }
    }

    private Optional<Account> basic(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(authorization.substring(6).trim());
            String[] login = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            return login.length == 2 ? accounts.byLogin(Door.SOAP, login[0], login[1]) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not Base64
        }
    }

    /** HTTP 401, which asks for Basic. */
    static SoapFaults.Told challenge(Message message) {
        HttpServletResponse response = (HttpServletResponse) message.get(AbstractHTTPDestination.HTTP_RESPONSE);
        response.setHeader("WWW-Authenticate", "Basic realm=\"vestnik\", charset=\"UTF-8\"");
        return SoapFaults.client(401, "a call needs the account's SOAP user and password");
    }
}
