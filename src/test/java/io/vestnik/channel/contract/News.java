package io.vestnik.channel.contract;

import io.vestnik.channel.Receipt;
import io.vestnik.channel.Reply;
import io.vestnik.channel.SessionNews;
import io.vestnik.channel.TemplateNews;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mockito.Mockito;
import org.mockito.invocation.InvocationOnMock;
import org.mockito.stubbing.Answer;

/**
 * What was handed on, as tables write it: {@code receipt ID STATE [CODE]}, {@code reply FROM > TO: TEXT [#ID] [bot]}, {@code session
 * ADDRESS STATE [TOKEN]}, {@code template NAME LANGUAGE STATUS [CATEGORY] [REASON]}.
 */
final class News implements Answer<Object> {

    private final List<String> heard = new CopyOnWriteArrayList<>();

    /** In the place of a bean that is told of them. */
    <T> T bean(Class<T> type) {
        return Mockito.mock(type, this);
    }

    @Override
    public Object answer(InvocationOnMock call) throws Throwable {
        for (Object argument : call.getArguments()) {
            hear(argument);
        }
        return Mockito.RETURNS_DEFAULTS.answer(call);
    }

    public void hear(Object told) {
        if (told instanceof Collection<?> all) {
            all.forEach(this::hear);
        } else if (told != null && text(told) != null) {
            heard.add(text(told));
        }
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    void forget() {
        heard.clear();
    }

    /** Null: no news. */
    private static String text(Object told) {
        if (told instanceof Receipt receipt) {
            return line(
                    "receipt", receipt.providerMessageId(), receipt.state(), receipt.code(),
                    receipt.deliveryId() == null ? null : "of " + receipt.deliveryId());
        }
        if (told instanceof Reply reply) {
            return line(
                    "reply", reply.sender(), ">", reply.recipient() + ":", reply.text(),
                    reply.source() == null ? null : "#" + reply.source(), reply.automatic() ? "bot" : null);
        }
        if (told instanceof SessionNews session) {
            return line("session", session.address(), session.state(), session.token());
        }
        return told instanceof TemplateNews template
                ? line("template", template.name(), template.language(), template.status(), template.category(), template.reason())
                : null;
    }

    private static String line(Object... words) {
        return Stream.of(words).filter(Objects::nonNull).map(Object::toString).collect(Collectors.joining(" "));
    }
}
