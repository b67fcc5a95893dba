package io.aim.keycloak.services.bulk;

import com.fasterxml.jackson.databind.ObjectWriter;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.util.JsonSerialization;

/**
 * Things of a realm as JSON lines. Read page by page, each page in a transaction of its own: what changes meanwhile is
 * written as it was or as it is.
 *
 * @param type what stands in a line
 */
public record JsonLines<L>(KeycloakSessionFactory factory, String realmId, Class<L> type, Pages<L> pages)
        implements StreamingOutput {

    /** The media type. */
    public static final String MEDIA_TYPE = "application/x-ndjson";

    /** Things that are in memory at a time. */
    public static final int PAGE = 200;

    /**
     * A page.
     *
     * @param last what the next page comes after, or null if there is none
     */
    public record Page<L>(List<L> lines, @Nullable String last) {}

    /** Reads pages. */
    @FunctionalInterface
    public interface Pages<L> {

        /** The page after that name, or the first. */
        Page<L> after(KeycloakSession session, RealmModel realm, @Nullable String name);
    }

    @Override
    public void write(OutputStream output) throws IOException {
        ObjectWriter json = JsonSerialization.mapper.writerFor(type);
        Writer writer = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
        String after = null;
        do {
            Page<L> page = page(after);
            for (L line : page.lines()) {
                writer.write(json.writeValueAsString(line));
                writer.write('\n');
            }
            after = page.last();
        } while (after != null);
        writer.flush();
    }

    private Page<L> page(@Nullable String after) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm == null) {
                return new Page<L>(List.of(), null);
            }
            session.getContext().setRealm(realm);
            return pages.after(session, realm, after);
        });
    }
}
