package io.vestnik.privacy;

import io.vestnik.settings.EncryptionSettings;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the keys of the settings to use, if with them all can be read that is sealed. */
public final class Encryption {

    /** Where sealed values are. */
    private static final List<String> COLUMNS = List.of(
            "message.text", "message.content", "reply.text", "sandbox_message.text", "sandbox_message.content", "esme_deliver.text",
            "esme_submit.message", "esme_submit.body", "consent.evidence", "contact.attributes", "dead_letter.callback");

    /** @throws IllegalArgumentException if something is sealed with a key that is not set; says which settings */
    public Encryption(EncryptionSettings settings, JdbcClient jdbc) {
        SealingKeys keys = new SealingKeys(settings.key(), settings.oldKeys());
        for (String used : jdbc.sql("SELECT id FROM sealing_key").query(String.class).list()) {
            if (!keys.ids().contains(used)) {
                String column = sealed(jdbc, used);
                if (column != null) {
                    throw new IllegalArgumentException("vestnik.encryption.key: the database has values (" + column + ") that are sealed with the key "
                            + used + ", which is neither this key nor one of vestnik.encryption.old-keys");
                }
                jdbc.sql("DELETE FROM sealing_key WHERE id = :id").param("id", used).update();
            }
        }
        if (keys.current() != null) {
            jdbc.sql("INSERT INTO sealing_key (id) VALUES (:id) ON CONFLICT DO NOTHING").param("id", keys.current().id()).update();
        }
        AtRest.use(keys);
    }

    /** A column that has such values; null: none. Reads whole tables, but only when a key went. */
    private static String sealed(JdbcClient jdbc, String id) {
        String mark = "sealed:" + id + ":";
        boolean hub = jdbc.sql("SELECT EXISTS (SELECT FROM hub_key WHERE position(:mark::bytea IN key) > 0)")
                .param("mark", mark.getBytes())
                .query(Boolean.class)
                .single();
        return hub ? "hub_key.key" : COLUMNS.stream().filter(column -> has(jdbc, column, mark)).findFirst().orElse(null);
    }

    private static boolean has(JdbcClient jdbc, String column, String mark) {
        String[] name = column.split("\\.");
        String text = name[1].equals("body") ? "encode(body, 'escape')" : name[1] + "::text";
        return jdbc.sql("SELECT EXISTS (SELECT FROM " + name[0] + " WHERE strpos(" + text + ", :mark) > 0)")
                .param("mark", mark)
                .query(Boolean.class)
                .single();
    }
}
