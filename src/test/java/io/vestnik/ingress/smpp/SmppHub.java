package io.vestnik.ingress.smpp;

import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import java.io.IOException;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;

/** A hub whose accounts bind by SMPP, one for all tests that share it; it ends with the test run. */
final class SmppHub {

    static final int PORT = Hub.freePort();
    private static Hub shared;

    private SmppHub() {}

    static synchronized Hub hub() {
        if (shared == null) {
            shared = Hub.start(
                    Hub.newFolder("smpp"),
                    "vestnik.smpp.port=" + PORT,
                    "vestnik.smpp.address=127.0.0.1",
                    "vestnik.accounts[0].id=school",
                    "vestnik.accounts[0].api-keys[0]=school-key",
                    "vestnik.accounts[0].smpp.system-id=school",
                    "vestnik.accounts[0].smpp.password=secret",
                    "vestnik.accounts[0].smpp.binds=50",
                    "vestnik.accounts[0].senders[0]=SCHOOL",
                    "vestnik.accounts[0].senders[1]=+79160000001",
                    "vestnik.accounts[0].hours.service=always",
                    "vestnik.accounts[0].hours.marketing=always",
                    "vestnik.accounts[1].id=slow",
                    "vestnik.accounts[1].api-keys[0]=slow-key",
                    "vestnik.accounts[1].smpp.system-id=slow",
                    "vestnik.accounts[1].smpp.password=secret",
                    "vestnik.accounts[1].smpp.rate=1",
                    "vestnik.accounts[1].smpp.window=3",
                    "vestnik.accounts[1].hours.service=always",
                    "vestnik.accounts[2].id=few",
                    "vestnik.accounts[2].smpp.system-id=few",
                    "vestnik.accounts[2].smpp.password=secret",
                    "vestnik.accounts[2].smpp.binds=2",
                    "vestnik.accounts[3].id=stranger",
                    "vestnik.accounts[3].smpp.system-id=stranger",
                    "vestnik.accounts[3].smpp.password=secret",
                    "vestnik.operators[0].name=ops",
                    "vestnik.operators[0].keys[0]=ops-key");
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    static Customer school() {
        return new Customer(hub(), "school-key");
    }

    /** @throws IOException when it is refused */
    static SMPPSession bind(BindType type, String systemId, String password) throws IOException {
        hub();
        SMPPSession session = new SMPPSession();
        session.setTransactionTimer(10_000);
        session.connectAndBind("127.0.0.1", PORT, new BindParameter(
                type, systemId, password, "", TypeOfNumber.UNKNOWN, NumberingPlanIndicator.UNKNOWN, ""), 10_000);
        return session;
    }
}
