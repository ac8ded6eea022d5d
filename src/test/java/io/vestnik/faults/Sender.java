package io.vestnik.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.harness.AccountsHub;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import io.vestnik.harness.SoapCall;
import io.vestnik.harness.Traffic;
import java.net.http.HttpResponse;
import java.util.List;

/** An account whose programs send by REST and by SOAP, and want to be told of each state at its webhook. */
record Sender(String account, Webhook webhook) {

    /** What a hub must be told to know it. */
    List<String> settings(int number) {
        String prefix = "vestnik.accounts[" + number + "].";
        return List.of(
                prefix + "id=" + account,
                prefix + "api-keys[0]=" + account + "-key",
                prefix + "soap.user=" + account,
                prefix + "soap.password=" + account,
                prefix + "smpp.system-id=" + account,
                prefix + "smpp.password=" + account,
                prefix + "senders[0]=VESTNIK",
                prefix + "callback.url=" + webhook.url(),
                prefix + "callback.secret=" + AccountsHub.SECRET);
    }

    /** Reads what became of its messages, at this hub. */
    Customer at(Hub hub) {
        return new Customer(hub, account + "-key");
    }

    /** Three of four by REST. */
    List<Traffic.Client> doors() {
        return List.of(this::byRest, this::byRest, this::byRest, this::bySoap);
    }

    private HttpResponse<String> byRest(Hub hub, String phone, String text, String key) {
        String body = "{'to':{'phone':'%s'},'class':'transactional','text':'%s','callback':{'events':['sent']}}".formatted(phone, text);
        return at(hub).post("/api/v1/messages", body, "Idempotency-Key", key);
    }

    private HttpResponse<String> bySoap(Hub hub, String phone, String text, String key) {
        HttpResponse<String> answer = new SoapCall(hub, account, account).sendMessage(key, ("<v:to><v:phone>%s</v:phone></v:to>"
                + "<v:class>transactional</v:class><v:text>%s</v:text>"
                + "<v:callback><v:events><v:event>sent</v:event></v:events></v:callback>").formatted(phone, text));
        if (answer.statusCode() == 500) {
            assertThat(answer.body()).as("the only fault").contains("ServerFault");
        }
        return answer;
    }
}
