package io.aim.keycloak.services.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.SealedEvent;
import io.aim.keycloak.spi.audit.AuditPage;
import io.aim.keycloak.spi.audit.AuditPosition;
import io.aim.keycloak.spi.audit.AuditRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditPagingTest {

    private static final String REALM = "0a6f5d5e-5e0b-4c0e-9d0c-2f3b8a1c7e42";
    private static final String OTHER = "0a6f5d5e-5e0b-4c0e-9d0c-2f3b8a1c7e43";
    private static final String EVENT = "019cb9a6-0000-7000-8000-000000000001";

    @Test
    void theCursorOfAPageNamesItsLastEvent() {
        AuditEvent newer = event();
        AuditEvent older = event();
        String cursor = AuditPaging.next(REALM, page(true, newer, older));

        assertThat(cursor).matches("[A-Za-z0-9_-]+");
        assertThat(AuditPaging.after(REALM, cursor)).isEqualTo(new AuditPosition(older.time(), older.id()));
    }

    @Test
    void theLastPageHasNoCursor() {
        assertThat(AuditPaging.next(REALM, page(false, event()))).isNull();
        assertThat(AuditPaging.next(REALM, page(false))).isNull();
    }

    @Test
    void theFirstPageNeedsNone() {
        assertThat(AuditPaging.after(REALM, null)).isNull();
        assertThat(AuditPaging.after(REALM, "")).isNull();
        assertThat(AuditPaging.after(REALM, " ")).isNull();
    }

    @Test
    void aCursorOfAnotherRealmIsRefused() {
        assertThat(AuditPaging.after(OTHER, encoded(OTHER + ":7:" + EVENT)))
                .isEqualTo(new AuditPosition(Instant.ofEpochMilli(7), EVENT));
        assertCursorRefused(encoded(OTHER + ":7:" + EVENT));
        assertCursorRefused(encoded(REALM + "x:7:" + EVENT));
        assertCursorRefused(encoded(":7:" + EVENT));
        assertCursorRefused(encoded("7:" + EVENT));
    }

    @Test
    void garbageIsRefusedLikeThatOfAnotherRealm() {
        for (String garbage : List.of(
                "*",
                "ä",
                "a",
                EVENT,
                "' or 1=1 --",
                encoded(REALM),
                encoded(REALM + ":"),
                encoded(REALM + ":x"),
                encoded(REALM + ":" + EVENT),
                encoded(REALM + "::" + EVENT),
                encoded(REALM + ":7:"),
                encoded(REALM + ":99999999999999999999:" + EVENT),
                encoded(REALM + ":9999999999999999999:" + EVENT),
                encoded(REALM + ":7:" + EVENT + "\n"),
                encoded(REALM + ":7:" + EVENT + EVENT),
                "A".repeat(100_000))) {
            assertCursorRefused(garbage);
        }
    }

    private static void assertCursorRefused(String cursor) {
        InvalidInputException refusal =
                catchThrowableOfType(InvalidInputException.class, () -> AuditPaging.after(REALM, cursor));

        assertThat(refusal).describedAs(cursor).isNotNull();
        assertThat(refusal.field()).isEqualTo("after");
        assertThat(refusal.code()).isEqualTo("invalid_cursor");
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static AuditEvent event() {
        return AuditEvent.of(AuditAction.REALM_SETUP, REALM, Instant.now(), AuditActor.SYSTEM)
                .build();
    }

    private static AuditPage page(boolean more, AuditEvent... events) {
        List<AuditRecord> items = new ArrayList<>();
        for (AuditEvent event : events) {
            items.add(new AuditRecord(
                    new AuditPosition(event.time(), event.id()), SealedEvent.of(event), null, null, false));
        }
        return new AuditPage(items, more, items.size(), false);
    }
}
