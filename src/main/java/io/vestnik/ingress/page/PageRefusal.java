package io.vestnik.ingress.page;

import io.vestnik.page.Language;

/** A visit that comes to nothing; nobody is told whose link it was. */
final class PageRefusal extends RuntimeException {

    private final int status;
    private final String kind;
    private final Language language;

    /**
     * @param kind of page
     * @param language null: the visit's
     */
    PageRefusal(int status, String kind, Language language) {
        super(kind, null, false, false);
        this.status = status;
        this.kind = kind;
        this.language = language;
    }

    int status() {
        return status;
    }

    String kind() {
        return kind;
    }

    /** @param visit null: it did not come so far */
    Language language(Visit visit) {
        if (language != null) {
            return language;
        }
        return visit == null ? Language.EN : visit.language();
    }
}
