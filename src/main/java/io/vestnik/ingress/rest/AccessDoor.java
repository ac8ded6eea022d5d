package io.vestnik.ingress.rest;

import io.vestnik.audit.Access;
import io.vestnik.audit.AccessLog;
import java.util.List;
import org.springframework.stereotype.Component;

/** Who looked at personal data, for operators. */
@Component
public class AccessDoor {

    private static final int LONGEST = 254;

    private final AccessLog log;
    private final Looks looks;

    AccessDoor(AccessLog log, Looks looks) {
        this.log = log;
        this.looks = looks;
    }

    private record Listed(List<Access> access, String next) {}

    public Answer list(Call call) {
        Page page = Page.of(call);
        String of = text(call, "of");
        List<Access> found = log.search(
                text(call, "account"),
                of == null ? null : looks.hashes(SearchParameters.plus(of)),
                text(call, "object"),
                SearchParameters.time(call, "from"),
                SearchParameters.time(call, "until"),
                page.before(),
                page.oneMore());
        return Answer.json(200, new Listed(page.cut(found), page.next(found, Access::id)));
    }

    private static String text(Call call, String name) {
        String given = call.query(name);
        if (given != null && (given.isEmpty() || given.length() > LONGEST || given.indexOf(0) >= 0)) {
            throw Refusal.parameter(name, "must have 1 to " + LONGEST + " characters");
        }
        return given;
    }
}
