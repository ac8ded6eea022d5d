package io.vestnik.settings;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One provider of a channel.
 *
 * @param uri scheme, credentials and place: {@code smpp://user:secret@host:2775}, {@code smpps://…} for TLS
 * @param bind {@code trx}, or {@code tx+rx}
 * @param binds sessions a node
 * @param single the carrier allows one session in all: one node binds
 * @param window submits in flight, a bind
 * @param rate submits a second over all nodes, segments counted; null: no limit
 * @param share of the load, against the other providers of the channel
 * @param idFormat what is done to the ids in receipts, so that they equal the answers': {@code as-is}, {@code hex-to-decimal}, {@code decimal-to-hex}
 * @param codes the provider's own codes by failure kind ({@code transient}, {@code permanent}, {@code recipient}, {@code configuration}, {@code throttled})
 * @param receiptCodes codes in receipts that are about the recipient ({@code recipient}): {@code stat}, {@code err}, or both as
 *     {@code stat:err}
 * @param senders our sender's name to the name registered there
 * @param from e-mail only: the From address
 * @param tls e-mail only: {@code required}, {@code opportunistic} or {@code none}; null: required, but not to loopback
 * @param token bots and partners with an HTTP API
 * @param api the description of its HTTP API, {@code routes/egress/NAME.http.yaml}; null: the channel's own where there is one
 * @param options what that description asks for by name: ids, secrets, versions
 * @param timeout how long its HTTP API may take to answer
 * @param price of a message, of an SMS a segment: only compared, for the cheapest channel first; null: not known, behind those that are
 */
public record ProviderSettings(
        String name,
        URI uri,
        @DefaultValue("trx") String bind,
        @DefaultValue("1") int binds,
        @DefaultValue("false") boolean single,
        @DefaultValue("50") int window,
        Integer rate,
        @DefaultValue("1") int share,
        @DefaultValue("as-is") String idFormat,
        @DefaultValue Map<String, String> codes,
        @DefaultValue Map<String, String> receiptCodes,
        @DefaultValue Map<String, String> senders,
        String from,
        String tls,
        String token,
        String api,
        @DefaultValue Map<String, String> options,
        @DefaultValue("12s") Duration timeout,
        BigDecimal price) {

    /** With the 10 s before the wire, and to connect, less than the 30 s after which a delivery's outcome is unknown. */
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(15);

    public ProviderSettings {
        require(name != null && name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"), "name: 1 to 64 letters, digits, . _ -");
        require(!name.equals("sandbox"), "name: sandbox is the built-in carrier's");
        require(uri != null, "uri: is missing");
        require(bind.equals("trx") || bind.equals("tx+rx"), "bind: must be trx or tx+rx");
        require(binds > 0 && window > 0 && share > 0, "binds, window and share: must be over 0");
        require(rate == null || rate > 0, "rate: must be over 0");
        require(idFormat.matches("as-is|hex-to-decimal|decimal-to-hex"),
                "id-format: must be as-is, hex-to-decimal or decimal-to-hex");
        receiptCodes.forEach((code, kind) -> require(kind.equals("recipient"), "receipt-codes." + code + ": must be recipient"));
        require(api == null || api.matches("[a-z][a-z0-9-]{0,31}"), "api: must be the name of a description");
        require(
                timeout.compareTo(Duration.ZERO) > 0 && timeout.compareTo(LONGEST_TIMEOUT) <= 0,
                "timeout: must be over 0 and at most 15s");
        require(price == null || price.signum() >= 0, "price: must not be under 0");
        require(tls == null || tls.matches("required|opportunistic|none"), "tls: must be required, opportunistic or none");
    }

    /** @param code as a receipt had it; null: none */
    public boolean refusesRecipient(String code) {
        return code != null
                && (receiptCodes.containsKey(code) || Arrays.stream(code.split(":", 2)).anyMatch(receiptCodes::containsKey));
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "ProviderSettings[" + name + "]";
    }
}
