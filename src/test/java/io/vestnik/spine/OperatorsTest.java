package io.vestnik.spine;

import static io.vestnik.harness.Customer.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vestnik.harness.Customer;
import io.vestnik.harness.Hub;
import io.vestnik.harness.OperatorClient;
import io.vestnik.harness.OperatorsHub;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts, keys, logins and operators are made, changed and closed by REST while the hub runs. */
class OperatorsTest {

    private static final String SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private static final String PLAIN = "{'senders': ['BAKERY'], 'hours': {'service': 'always'}}";
    private static int names;

    private OperatorClient root;

    @BeforeEach
    void connect() {
        root = OperatorsHub.root();
    }

    @Test
    void anAccountIsMadeAndSends() {
        String id = account("{'senders': ['BAKERY'], 'cascade': ['telegram'], 'rate': 50, 'hours': {'service': 'always'}}");
        JsonNode account = OperatorsHub.eye().get("accounts/" + id);
        assertThat(account.get("from").asText()).isEqualTo("rest");
        assertThat(account.get("rate").asInt()).isEqualTo(50);
        assertThat(account.get("zone").asText()).isEqualTo("Europe/Moscow");
        assertThat(account.get("hours").get("service").asText()).isEqualTo("always");
        assertThat(account.get("hours").get("marketing").asText()).isEqualTo("10:00-20:00");
        Customer customer = customer(key("accounts/" + id));
        JsonNode message = customer.outcome("{'to': {'telegram': '4711'}, 'text': 'a', 'sender': 'BAKERY'}");
        assertThat(message.get("account").asText()).isEqualTo(id);
        assertThat(message.get("status").asText()).isEqualTo("delivered");
        assertThat(each(root.get("accounts").get("accounts"), "id")).contains("school", id);
    }

    @Test
    void aChangeHoldsFromItsAnswerOn() {
        String id = account(PLAIN);
        Customer customer = customer(key("accounts/" + id));
        String fromShop = "{'to': {'telegram': '4711'}, 'text': 'a', 'sender': 'SHOP'}";
        assertThat(customer.post("/api/v1/messages", fromShop).statusCode()).isEqualTo(422);
        root.put("accounts/" + id, "{'senders': ['SHOP']}", 200);
        customer.send(fromShop);
        JsonNode entry = root.get("audit?object=account:" + id + "&limit=1").get("audit").get(0);
        assertThat(entry.get("action").asText()).isEqualTo("account.put");
        assertThat(entry.get("result").asText()).isEqualTo("replaced");
        assertThat(entry.get("change").get("before").get("senders").get(0).asText()).isEqualTo("BAKERY");
        assertThat(entry.get("change").get("after").get("senders").get(0).asText()).isEqualTo("SHOP");
    }

    @Test
    void twoKeysLiveDuringARotation() {
        String path = "accounts/" + account(PLAIN);
        JsonNode old = root.post(path + "/keys", "{'label': 'crm 2026'}", 201);
        JsonNode next = root.post(path + "/keys", 201);
        assertThat(old.get("key").asText()).matches("vk_[A-Za-z0-9_-]{43}").startsWith(old.get("prefix").asText());
        assertThat(status(old)).isEqualTo(200);
        assertThat(status(next)).isEqualTo(200);
        root.delete(path + "/keys/" + old.get("id").asText(), 204);
        assertThat(status(old)).isEqualTo(401);
        assertThat(status(next)).isEqualTo(200);
        root.delete(path + "/keys/" + old.get("id").asText(), 404);
        JsonNode keys = root.get(path).get("keys");
        assertThat(each(keys, "id")).containsExactly(next.get("id").asText(), old.get("id").asText());
        assertThat(keys.get(0).get("closedAt").isNull()).isTrue();
        assertThat(Instant.parse(keys.get(1).get("closedAt").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(keys.get(1).get("label").asText()).isEqualTo("crm 2026");
        assertThat(keys.get(1).get("by").asText()).isEqualTo("root");
    }

    @Test
    void aKeyEndsWhenItWasToldTo() {
        String path = "accounts/" + account(PLAIN);
        JsonNode brief = root.post(path + "/keys", "{'expiresAt': '" + Instant.now().plusSeconds(3) + "'}", 201);
        assertThat(status(brief)).isEqualTo(200);
        await().atMost(Duration.ofSeconds(15)).until(() -> status(brief) == 401);
    }

    @Test
    void aKeyOfAnAccountInTheSettingsIsAddedByRest() {
        JsonNode key = root.post("accounts/school/keys", 201);
        assertThat(status(key)).isEqualTo(200);
        assertThat(OperatorsHub.school().get("/api/v1/messages").statusCode()).isEqualTo(200);
        root.delete("accounts/school/keys/" + key.get("id").asText(), 204);
        assertThat(status(key)).isEqualTo(401);
    }

    @Test
    void aSixthOpenKeyIsRefused() {
        String path = "accounts/" + account(PLAIN);
        for (int i = 0; i < 5; i++) {
            root.post(path + "/keys", 201);
        }
        assertThat(root.post(path + "/keys", 409).get("detail").asText()).contains("5 open keys");
    }

    @Test
    void twoPasswordsLiveDuringARotation() {
        String id = account(PLAIN);
        String path = "accounts/" + id + "/logins/soap";
        String user = id + "-soap";
        String made = root.put(path, "{'user': '" + user + "'}", 200).get("password").asText();
        assertThat(soap(user, made)).isNotEqualTo(401);
        Instant end = Instant.now().plusSeconds(6);
        root.put(path, "{'user': '" + user + "', 'password': 'correct horse', 'oldUntil': '" + end + "'}", 200);
        assertThat(soap(user, "correct horse")).isNotEqualTo(401);
        assertThat(soap(user, made)).isNotEqualTo(401);
        await().atMost(Duration.ofSeconds(20)).until(() -> soap(user, made) == 401);
        assertThat(soap(user, "correct horse")).isNotEqualTo(401);
        assertThat(each(root.get("accounts/" + id).get("logins"), "user")).containsExactly(user);
        root.delete(path, 204);
        assertThat(soap(user, "correct horse")).isEqualTo(401);
    }

    @Test
    void aLoginIsTakenOnlyOnce() {
        String path = "accounts/" + account(PLAIN) + "/logins/soap";
        JsonNode problem = root.put(path, "{'user': 'school', 'password': 'correct horse'}", 422);
        assertThat(each(problem.get("errors"), "pointer")).containsExactly("/user");
    }

    @Test
    void aClosedAccountsDoorsShutAndItsMessagesGo() {
        String id = account(PLAIN);
        Customer customer = customer(key("accounts/" + id));
        root.put("accounts/" + id + "/logins/soap", "{'user': '" + id + "', 'password': 'correct horse'}", 200);
        String message = customer.send("{'to': {'telegram': '4711'}, 'text': 'a', 'sendAt': '" + Instant.now().plusSeconds(2) + "'}");
        JsonNode closed = root.post("accounts/" + id + "/close", 200);
        assertThat(closed.get("closedAt").isNull()).isFalse();
        assertThat(customer.get("/api/v1/messages").statusCode()).isEqualTo(401);
        assertThat(soap(id, "correct horse")).isEqualTo(401);
        root.post("accounts/" + id + "/keys", 409);

        root.put("accounts/" + id, PLAIN, 200);
        assertThat(customer.get("/api/v1/messages").statusCode()).as("opened again, without its keys").isEqualTo(401);
        assertThat(customer(key("accounts/" + id)).ended(message).get("status").asText()).isEqualTo("delivered");
    }

    @Test
    void aCallbackIsSignedWithASecretThatIsNeverShown() {
        String id = account("{'callback': {'url': 'https://crm.example/hook', 'secret': '" + SECRET + "'}}");
        String path = "accounts/" + id;
        root.put(path, "{'callback': {'url': 'https://crm.example/other'}}", 200);
        JsonNode account = root.get(path);
        assertThat(account.get("callback").get("url").asText()).isEqualTo("https://crm.example/other");
        assertThat(account.get("callback").get("signed").asBoolean()).isTrue();
        JsonNode audit = root.get("audit?object=account:" + id);
        assertThat(account + audit.toString()).doesNotContain(SECRET).doesNotContain("whsec_");
    }

    @Test
    void everythingOutlivesARestart() {
        String path = "accounts/" + account(PLAIN);
        String key = key(path);
        root.put("operators/carol", "{'role': 'viewer'}", 201);
        String carol = key("operators/carol");
        root.post(path + "/pause", "{'reason': 'night'}", 200);
        JsonNode before = root.get(path);
        String waiting = customer(key).send("{'to': {'telegram': '4711'}, 'text': 'a'}");
        OperatorsHub.hub().stop();
        OperatorsHub.hub().start();
        assertThat(root.get(path)).isEqualTo(before);
        assertThat(customer(key).get("/api/v1/messages").statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> customer(key).message(waiting).get("status").asText().equals("scheduled"));
        root.post(path + "/resume", 200);
        assertThat(customer(key).ended(waiting).get("status").asText()).isEqualTo("delivered");
        assertThat(new OperatorClient(OperatorsHub.hub(), carol).call("GET", "accounts", null).statusCode()).isEqualTo(200);
    }

    @Test
    void operatorsAreMadeChangedAndShutOut() {
        root.put("operators/dave", "{'role': 'viewer'}", 201);
        OperatorClient dave = new OperatorClient(OperatorsHub.hub(), key("operators/dave"));
        dave.get("operators/dave");
        assertThat(dave.call("PUT", "accounts/x", "{}").statusCode()).isEqualTo(403);
        root.put("operators/dave", "{'role': 'operator'}", 200);
        String made = account(PLAIN);
        dave.put("accounts/" + made, PLAIN, 200);
        JsonNode audit = root.get("audit?operator=dave").get("audit");
        assertThat(each(audit, "object")).containsExactly("account:" + made);
        root.delete("operators/dave", 204);
        assertThat(dave.call("GET", "accounts", null).statusCode()).isEqualTo(401);
        root.delete("operators/dave", 404);
    }

    @Test
    void nobodyLocksEverybodyOut() {
        try (Hub hub = Hub.start(Hub.newFolder("lock-out"))) {
            OperatorClient demo = new OperatorClient(hub, "demo-operator-key");
            demo.put("accounts/bakery", PLAIN, 201);
            assertThat(Customer.demo(hub).get("/api/v1/messages").statusCode()).as("demo is gone").isEqualTo(401);
            demo.put("operators/anna", "{'role': 'operator'}", 201);
            demo.post("operators/anna/keys", "{'expiresAt': '2999-01-01T00:00:00Z'}", 201); // not hers to stay by
            JsonNode key = demo.post("operators/anna/keys", 201);
            assertThat(demo.call("GET", "accounts", null).statusCode()).as("so is its operator, now that another one lasts").isEqualTo(401);
            OperatorClient anna = new OperatorClient(hub, key.get("key").asText());
            anna.delete("operators/anna/keys/" + key.get("id").asText(), 409);
            anna.delete("operators/anna", 409);
            anna.put("operators/anna", "{'role': 'viewer'}", 409);
            anna.get("accounts/bakery");
            JsonNode next = anna.post("operators/anna/keys", 201);
            anna.delete("operators/anna/keys/" + key.get("id").asText(), 204);
            assertThat(anna.call("GET", "accounts", null).statusCode()).isEqualTo(401);
            new OperatorClient(hub, next.get("key").asText()).get("accounts/bakery");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "accounts/bad%20id       | {}                                              | 400 | /id",
        "accounts/a              | []                                              | 400 | ''",
        "accounts/a              | {'name': 'A'}                                   | 400 | /name",
        "accounts/a              | {'senders': 'A'}                                | 400 | /senders",
        "accounts/a              | {'senders': ['0123456789012345678901']}         | 400 | /senders/0",
        "accounts/a              | {'senders': ['A', 'A']}                         | 422 | /senders/1",
        "accounts/a              | {'cascade': ['sms', 'fax']}                     | 422 | /cascade/1",
        "accounts/a              | {'parent': 'nobody'}                            | 422 | /parent",
        "accounts/school2        | {'parent': 'school2'}                           | 422 | /parent",
        "accounts/a              | {'rate': 0}                                     | 400 | /rate",
        "accounts/a              | {'rate': 1.5}                                   | 400 | /rate",
        "accounts/a              | {'zone': 'Mars/Base'}                           | 422 | /zone",
        "accounts/a              | {'hours': {'service': '9 to 5'}}                | 422 | /hours/service",
        "accounts/a              | {'hours': {'authorization': '09:00-21:00'}}     | 422 | /hours/authorization",
        "accounts/a              | {'hours': {'night': 'always'}}                  | 400 | /hours/night",
        "accounts/a              | {'callback': {'url': 'https://a.example'}}      | 422 | /callback/secret",
        "accounts/a              | {'callback': {'secret': 'whsec_c2hvcnQ='}}      | 422 | /callback/secret",
        "accounts/a              | {'callback': {'url': 'ftp://a.example'}}        | 422 | /callback/url /callback/secret",
        "operators/a             | {}                                              | 400 | /role",
        "operators/a             | {'role': 'king'}                                | 400 | /role",
        "accounts/shop/logins/soap | {'user': 'x', 'password': 'short'}            | 400 | /password",
        "accounts/shop/logins/soap | {'user': 'a:b'}                               | 400 | /user",
        "accounts/shop/logins/smpp | {'user': 'x', 'password': 'far too long'}     | 400 | /password",
        "accounts/shop/logins/soap | {'user': 'x', 'oldUntil': '2020-01-01T00:00:00Z'} | 422 | /oldUntil"
    })
    void aBadBodyIsToldWhere(String path, String body, int status, String pointers) {
        JsonNode problem = root.put(path, body, status);
        assertThat(each(problem.get("errors"), "pointer")).isEqualTo(List.of(pointers.split(" ", -1)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "PUT    | accounts/school                | {}                 | 409",
        "POST   | accounts/school/close          |                    | 409",
        "PUT    | accounts/school/logins/soap    | {'user': 'x'}      | 409",
        "PUT    | operators/root                 | {'role': 'viewer'} | 409",
        "DELETE | operators/eye                  |                    | 409",
        "POST   | accounts/nobody/close          |                    | 404",
        "POST   | accounts/nobody/keys           |                    | 404",
        "POST   | operators/nobody/keys          |                    | 404",
        "PUT    | accounts/shop/logins/fax       | {'user': 'x'}      | 404",
        "DELETE | accounts/shop/logins/soap      |                    | 404",
        "GET    | accounts/nobody                |                    | 404",
        "GET    | operators/nobody               |                    | 404",
        "GET    | audit?from=yesterday           |                    | 400",
        "GET    | audit?who=root                 |                    | 400"
    })
    void whatCanNotBeDoneIsSaid(String method, String path, String body, int status) {
        JsonNode problem = Customer.answer(root.call(method, path, body), status);
        assertThat(problem.get("detail").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "PUT    | accounts/x            | {}",
        "POST   | accounts/school/keys  |",
        "POST   | accounts/school/close |",
        "DELETE | accounts/school/keys/1 |",
        "PUT    | accounts/school/logins/soap | {'user': 'x'}",
        "PUT    | operators/x           | {'role': 'viewer'}",
        "DELETE | operators/root        |",
        "POST   | operators/eye/keys    |"
    })
    void aViewerAndAnAccountChangeNothing(String method, String path, String body) {
        for (String key : List.of("eye-key", "school-key")) {
            assertThat(new OperatorClient(OperatorsHub.hub(), key).call(method, path, body).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void theAuditLogIsReadByPages() {
        String id = account(PLAIN);
        String object = "account:" + id;
        for (int i = 0; i < 3; i++) {
            root.put("accounts/" + id, PLAIN, 200);
        }
        JsonNode first = root.get("audit?object=" + object + "&limit=3");
        JsonNode second = root.get("audit?object=" + object + "&limit=3&cursor=" + first.get("next").asText());
        assertThat(each(first.get("audit"), "result")).containsExactly("replaced", "replaced", "replaced");
        assertThat(each(second.get("audit"), "result")).containsExactly("created");
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(root.get("audit?object=" + object + "&until=2020-01-01T00:00:00Z").get("audit")).isEmpty();
    }

    /** A new account; answers its id. */
    private String account(String settings) {
        String id = "made-" + names++;
        root.put("accounts/" + id, settings, 201);
        return id;
    }

    private String key(String owner) {
        return root.post(owner + "/keys", 201).get("key").asText();
    }

    private static Customer customer(String key) {
        return new Customer(OperatorsHub.hub(), key);
    }

    private static int status(JsonNode madeKey) {
        return customer(madeKey.get("key").asText()).get("/api/v1/messages").statusCode();
    }

    private static int soap(String user, String password) {
        String basic = Base64.getEncoder().encodeToString((user + ":" + password).getBytes());
        String call = "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>"
                + "<v:GetMessage xmlns:v=\"urn:vestnik:v1\"><v:id>1</v:id></v:GetMessage></e:Body></e:Envelope>";
        return Hub.send(OperatorsHub.hub()
                        .request("/soap/v1", "Authorization", "Basic " + basic)
                        .header("Content-Type", "text/xml")
                        .POST(BodyPublishers.ofString(call)))
                .statusCode();
    }
}
