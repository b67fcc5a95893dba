package io.aim.keycloak.services.audit;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.spi.audit.AuditPage;
import io.aim.keycloak.spi.audit.AuditPosition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Pages of the trail. Cursors belong to a realm: one of another realm is refused. */
final class AuditPaging {

    /** Time and id; ids that somebody forged can be any text. */
    private static final Pattern POSITION = Pattern.compile("(-?[0-9]{1,19}):(\\P{Cntrl}{1,36})");

    private AuditPaging() {}

    static @Nullable AuditPosition after(String realmId, @Nullable String cursor) {
        if (cursor == null || cursor.isBlank()) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            String prefix = realmId + ":";
            Matcher position = POSITION.matcher(text.startsWith(prefix) ? text.substring(prefix.length()) : "");
            if (position.matches()) {
                return new AuditPosition(Instant.ofEpochMilli(Long.parseLong(position.group(1))), position.group(2));
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
        AuditPosition last = page.items().get(page.items().size() - 1).position();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((realmId + ":" + last.time().toEpochMilli() + ":" + last.id())
                        .getBytes(StandardCharsets.UTF_8));
    }
}
