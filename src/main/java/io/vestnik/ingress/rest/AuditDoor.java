package io.vestnik.ingress.rest;

import io.vestnik.audit.AuditEntry;
import io.vestnik.audit.AuditLog;
import io.vestnik.audit.AuditSearch;
import java.util.List;
import org.springframework.stereotype.Component;

/** What operators did, for operators. */
@Component
public class AuditDoor {

    private static final int LONGEST = 200;

    private final AuditLog audit;

    AuditDoor(AuditLog audit) {
        this.audit = audit;
    }

    private record Listed(List<AuditEntry> audit, String next) {}

    public Answer list(Call call) {
        Page page = Page.of(call);
        AuditSearch search = new AuditSearch(
                SearchParameters.time(call, "from"),
                SearchParameters.time(call, "until"),
                text(call, "operator"),
                text(call, "object"),
                page.before());
        List<AuditEntry> found = audit.search(search, page.oneMore());
        return Answer.json(200, new Listed(page.cut(found), page.next(found, AuditEntry::id)));
    }

    private static String text(Call call, String name) {
        String given = call.query(name);
        if (given != null && (given.isEmpty() || given.length() > LONGEST || given.indexOf(0) >= 0)) {
            throw Refusal.parameter(name, "must have 1 to " + LONGEST + " characters");
        }
        return given;
    }
}
