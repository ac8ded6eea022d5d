package io.vestnik.ingress.soap;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.account.Door;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import javax.xml.namespace.QName;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.interceptor.AbstractSoapInterceptor;
import org.apache.cxf.binding.soap.interceptor.ReadHeadersInterceptor;
import org.apache.cxf.binding.soap.interceptor.StartBodyInterceptor;
import org.apache.cxf.headers.Header;
import org.apache.cxf.phase.Phase;
import org.w3c.dom.Element;

/**
 * A {@code wsse:Security} header with a UsernameToken (WSS UsernameToken Profile 1.1 §3.1), before the body is read: the password as
 * text, or its digest, which can be checked only where the settings hold the password in the clear.
 */
final class UsernameToken extends AbstractSoapInterceptor {

    static final String WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";
    private static final QName SECURITY = new QName(WSS + "wssecurity-secext-1.0.xsd", "Security");
    private static final String TEXT = WSS + "username-token-profile-1.0#PasswordText";

    /** Between the caller's clock and ours. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Accounts accounts;
    private final Nonces nonces;
    private final Clock clock;

    UsernameToken(Accounts accounts, Nonces nonces, Clock clock) {
        super(Phase.READ);
        addAfter(ReadHeadersInterceptor.class.getName());
        addBefore(StartBodyInterceptor.class.getName());
        this.accounts = accounts;
        this.nonces = nonces;
        this.clock = clock;
    }

    @Override
    public Set<QName> getUnderstoodHeaders() {
        return Set.of(SECURITY);
    }

    @Override
    public void handleMessage(SoapMessage message) {
        if (isGET(message)) {
            return;
        }
        Account basic = message.getExchange().get(Account.class);
        List<Header> headers = message.getHeaders().stream()
                .filter(header -> header.getName().equals(SECURITY))
                .toList();
        if (headers.size() > 1) {
            throw SoapFaults.security("InvalidSecurity", "one Security header at most");
        }
        if (!headers.isEmpty()) {
            Account account = account((Element) headers.get(0).getObject());
            if (basic != null && !basic.id().equals(account.id())) {
                throw failed();
            }
            message.getExchange().put(Account.class, account);
        } else if (basic == null) {
            throw Entrance.challenge(message);
        }
    }

    private Account account(Element security) {
        Element token = null;
        for (Element child : Elements.children(security)) {
            if (child.getLocalName().equals("Timestamp")) {
                refuseExpired(Elements.text(child, "Expires"));
            } else if (child.getLocalName().equals("UsernameToken") && token == null) {
                token = child;
            } else {
                throw SoapFaults.security("UnsupportedSecurityToken", "only one UsernameToken is supported");
            }
        }
        if (token == null) {
            throw SoapFaults.security("InvalidSecurity", "the Security header needs a UsernameToken");
        }
        String name = Elements.text(token, "Username");
        String user = name == null ? "" : name.strip();
        Element password = Elements.child(token, "Password").orElseThrow(UsernameToken::failed);
        String type = password.getAttribute("Type");
        if (type.equals(DigestToken.TYPE)) {
            return account(user, DigestToken.read(token));
        }
        if (!type.isEmpty() && !type.equals(TEXT)) {
            throw SoapFaults.security("UnsupportedSecurityToken", "the password must be of the type PasswordText or PasswordDigest");
        }
        return accounts.byLogin(Door.SOAP, user, password.getTextContent()).orElseThrow(UsernameToken::failed);
    }

    /** A nonce is spent only by who knows the password: nobody else fills the table. */
    private Account account(String user, DigestToken token) {
        if (!token.isWithin(SKEW, clock.instant())) {
            throw SoapFaults.security("MessageExpired", "Created must be within 5 minutes of the hub's clock");
        }
        Account account = accounts.byDigest(Door.SOAP, user, token.digest()).orElseThrow(() -> SoapFaults.security(
                "FailedAuthentication",
                "wrong user, password or digest; a password that the hub keeps as a hash must come as PasswordText"));
        if (!nonces.isFirst(account.id(), token.digest().nonce(), token.created())) {
            throw SoapFaults.security("FailedAuthentication", "the Nonce was used before: each call needs a new one");
        }
        return account;
    }

    private void refuseExpired(String expires) {
        if (expires == null) {
            return;
        }
        try {
            Instant until = OffsetDateTime.parse(expires.strip()).toInstant();
            if (until.plus(SKEW).isBefore(clock.instant())) {
                throw SoapFaults.security("MessageExpired", "the Timestamp has expired");
            }
        } catch (DateTimeParseException e) {
            throw SoapFaults.security("InvalidSecurity", "the Timestamp must have a time with its offset");
        }
    }

    private static SoapFaults.Told failed() {
        return SoapFaults.security("FailedAuthentication", "wrong user or password");
    }
}
