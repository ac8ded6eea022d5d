package io.vestnik.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** How pages look, and the policy under which nothing else can be part of them. */
public final class Style {

    static final String CSS =
            """
            :root { color-scheme: light; }
            body { margin: 0 auto; max-width: 40rem; padding: 1rem; font: 1.0625rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff; }
            body.wide { max-width: 75rem; }
            h1 { font-size: 1.5rem; line-height: 1.25; }
            a { color: #0b4f9e; }
            nav a { display: inline-block; padding: .625rem 0; min-height: 1.5rem; }
            fieldset { margin: 0 0 1.5rem; padding: .5rem 1rem 1rem; border: 1px solid #6b6b6b; border-radius: .5rem; }
            legend { padding: 0 .25rem; font-weight: 600; }
            label { display: flex; align-items: center; gap: .75rem; min-height: 44px; }
            input[type=checkbox] { width: 24px; height: 24px; flex: none; margin: 0; }
            button { display: block; width: 100%; min-height: 48px; padding: .5rem 1rem; font: inherit; font-weight: 600; color: #fff;
              background: #0b4f9e; border: 2px solid #0b4f9e; border-radius: .5rem; cursor: pointer; }
            button.stop { color: #8f1d1d; background: #fff; border-color: #8f1d1d; }
            :focus-visible { outline: 3px solid #b34700; outline-offset: 3px; }
            .notice { padding: .75rem 1rem; border: 2px solid #1d6b34; border-radius: .5rem; }
            .note { color: #4a4a4a; }
            table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
            th, td { padding: .375rem .5rem; border: 1px solid #8a8a8a; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
            pre { margin: 0; white-space: pre-wrap; font: .875rem/1.4 ui-monospace, monospace; }
            @media print { body { max-width: none; padding: 0; font-size: 10pt; } tr { break-inside: avoid; } thead { display: table-header-group; } }
            """;

    /** Content-Security-Policy of every page. */
    public static final String POLICY = "default-src 'none'; style-src 'sha256-" + hash()
            + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private Style() {}

    private static String hash() {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(CSS.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sha256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
