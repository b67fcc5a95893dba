package io.aim.keycloak.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.audit.format.AuditEvents;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditEventTest {

    private static final String MEGABYTE = "m".repeat(1 << 20);

    @Test
    void knowsWhatItsActionIs() {
        AuditEvent event = AuditEvents.suspension().build();

        assertThat(event.action()).isEqualTo("agent.status.changed");
        assertThat(event.category()).isEqualTo(AuditCategory.ADMINISTRATION);
    }

    @Test
    void endsWellUnlessSomebodySaysOtherwise() {
        assertThat(AuditEvents.suspension().build().result()).isEqualTo(AuditResult.SUCCESS);
        assertThat(AuditEvents.suspension().build().reason()).isNull();
        assertThat(AuditEvents.refusal().build().result()).isEqualTo(AuditResult.DENIED);
        assertThat(AuditEvents.refusal().build().reason()).isEqualTo("assertion_expired");
    }

    @Test
    void itsIdBeginsWithItsTime() {
        AuditEvent event = AuditEvents.suspension().build();
        UUID id = UUID.fromString(event.id());

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16)).isEqualTo(event.time());
    }

    @Test
    void everyEventHasAnIdOfItsOwn() {
        AuditEvent.Builder builder = AuditEvents.suspension();

        assertThat(builder.build().id()).isNotEqualTo(builder.build().id());
    }

    @Test
    void itsTimeIsInMilliseconds() {
        AuditEvent event = AuditEvent.of(
                        AuditAction.REALM_SETUP,
                        "acme",
                        Instant.parse("2026-03-04T05:06:07.080999999Z"),
                        AuditActor.SYSTEM)
                .build();

        assertThat(event.time()).isEqualTo("2026-03-04T05:06:07.080Z");
    }

    @Test
    void aTrustScoreHasThreeDecimals() {
        Map.of("0", "0.000", "1", "1.000", "0.5", "0.500", "0.1234", "0.123", "0.1235", "0.124", "0.9996", "1.000")
                .forEach((given, kept) -> assertThat(AuditEvents.refusal()
                                .trustScore(new BigDecimal(given))
                                .build()
                                .trustScore())
                        .isEqualTo(new BigDecimal(kept)));
        assertThat(AuditEvents.refusal().trustScore(null).build().trustScore()).isNull();
    }

    @Test
    void everyTextIsBounded() {
        AuditEvent event = AuditEvent.of(
                        AuditAction.AGENT_TOKEN_REFUSED,
                        "acme",
                        AuditEvents.TIME,
                        new AuditActor(AuditActorKind.AGENT, MEGABYTE, MEGABYTE))
                .target("client", MEGABYTE, MEGABYTE)
                .onBehalfOf(MEGABYTE)
                .ended(AuditResult.FAILURE, MEGABYTE)
                .correlationId(MEGABYTE)
                .from(MEGABYTE, MEGABYTE)
                .keyThumbprint(MEGABYTE)
                .build();

        AuditTarget target = event.target();
        assertThat(target).isNotNull();
        assertThat(event.actor().id()).hasSize(128).endsWith("m…");
        assertThat(event.actor().name()).hasSize(255);
        assertThat(target.id()).hasSize(128);
        assertThat(target.name()).hasSize(255);
        assertThat(event.onBehalfOf()).hasSize(128);
        assertThat(event.reason()).hasSize(64);
        assertThat(event.correlationId()).hasSize(128);
        assertThat(event.sourceIp()).hasSize(64);
        assertThat(event.userAgent()).hasSize(255);
        assertThat(event.keyThumbprint()).hasSize(64);
    }

    @Test
    void aLineBreakDoesNotMakeALine() {
        AuditEvent event = AuditEvents.suspension()
                .from("192.0.2.7\n", "curl\r\nX-Forged: 1")
                .detail("a\tb", "c\u0000d")
                .build();

        assertThat(event.sourceIp()).isEqualTo("192.0.2.7?");
        assertThat(event.userAgent()).isEqualTo("curl??X-Forged: 1");
        assertThat(event.details()).containsEntry("a?b", "c?d");
    }

    @Test
    void aMapOfDetailsIsSubjectToTheSameRules() {
        TreeMap<String, String> more = new TreeMap<>(Map.of("client_secret", "hunter2", "scope", "invoices:read"));

        assertThat(AuditEvents.refusal().details(more).build().details())
                .isEqualTo(Map.of("client_secret", "[redacted]", "scope", "invoices:read"));
    }
}
