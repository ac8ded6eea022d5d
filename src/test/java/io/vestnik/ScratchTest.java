package io.vestnik;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vestnik.accept.*;
import io.vestnik.account.*;
import org.junit.jupiter.api.*;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

class ScratchTest {
    @Test
    void go() throws Exception {
        try (ConfigurableApplicationContext ctx = SpringApplication.run(VestnikApplication.class,
                "--server.port=0", "--vestnik.data-dir=target/scratch", "--camel.main.routes-include-pattern=file:routes/**/*.camel.yaml",
                "--camel.main.routes-exclude-pattern=**/sms.camel.yaml,**/rest.camel.yaml,**/soap.camel.yaml")) {
            var reader = ctx.getBean(MessageReader.class);
            var accept = ctx.getBean(Accept.class);
            var account = ctx.getBean(Accounts.class).get("demo");
            var om = new ObjectMapper();
            String[] bodies = {
                "{\"to\":{\"telegram\":\"777\"},\"text\":\"hi\"}",
                "{\"to\":{\"telegram\":\"0001\",\"email\":\"a@b.org\"},\"text\":\"hi\",\"channels\":[{\"channel\":\"telegram\"},{\"channel\":\"email\"}]}",
                "{\"to\":{\"telegram\":\"0002\",\"email\":\"a@b.org\",\"vk\":\"5\"},\"text\":\"hi\",\"channels\":[{\"channel\":\"telegram\",\"timeout\":\"PT2S\"},{\"channel\":\"email\"},{\"channel\":\"vk\",\"required\":true}]}",
                "{\"to\":{\"telegram\":\"777\"},\"text\":\"hi\",\"class\":\"marketing\"}",
                "{\"to\":{\"telegram\":\"0003\"},\"text\":\"hi\",\"class\":\"authorization\"}",
                "{\"to\":{\"telegram\":\"0004\"},\"text\":\"hi\"}",
                "{\"to\":{\"telegram\":\"0005\"},\"text\":\"hi\",\"callback\":{\"url\":\"http://127.0.0.1:9/x\",\"events\":[\"read\"]}}",
            };
            for (String b : bodies) System.out.println(accept.accept(reader.read(account, om.readTree(b), null)).get());
            var jdbc = ctx.getBean(JdbcClient.class);
            for (int i = 0; i < 8; i++) {
                Thread.sleep(4000);
                System.out.println("---- " + i);
                jdbc.sql("select m.status ms, m.reason, d.channel, d.status, d.code, d.attempts, d.due from message m join delivery d on d.message_id=m.id order by m.id, d.position").query().listOfRows().forEach(System.out::println);
            }
            jdbc.sql("select id, timeline from message").query().listOfRows().forEach(System.out::println);
            jdbc.sql("select message_id, timeline from delivery").query().listOfRows().forEach(System.out::println);
            jdbc.sql("select * from callback").query().listOfRows().forEach(System.out::println);
            jdbc.sql("select * from dead_letter").query().listOfRows().forEach(System.out::println);
        }
    }
}
