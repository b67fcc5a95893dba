package io.aim.keycloak.services.audit;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.spi.audit.AuditPage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Pages of the trail. Cursors belong to a realm: one of another realm is refused. */
final class AuditPaging {

    private AuditPaging() {}

    static @Nullable String after(String realmId, @Nullable String cursor) {
        if (cursor == null || cursor.isBlank()) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            String prefix = realmId + ":";
            if (text.startsWith(prefix)) {
                return UUID.fromString(text.substring(prefix.length())).toString();
            }
        } catch (IllegalArgumentException e) {
            // the same answer as for a cursor of another realm
        }
        throw new InvalidInputException(
                "after", "invalid_cursor", "after must be the value of next of an earlier page of this realm");
    }

    static @Nullable String next(String realmId, AuditPage page) {
        if (!page.more()) {
            return null;
        }
        String last = page.items().get(page.items().size() - 1).sealed().event().id();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((realmId + ":" + last).getBytes(StandardCharsets.UTF_8));
    }
}
