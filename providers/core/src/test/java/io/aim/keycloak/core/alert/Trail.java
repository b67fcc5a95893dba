package io.aim.keycloak.core.alert;

import io.aim.keycloak.core.assertion.RefusalReason;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditResult;
import io.aim.keycloak.core.audit.AuditTarget;
import java.time.Instant;

/** Events as the server writes them. */
final class Trail {

    static final Instant START = Instant.parse("2026-03-04T05:00:00Z");

    private Trail() {}

    static AuditEvent refused(String agent, RefusalReason reason, Instant time) {
        return event(AuditAction.AGENT_TOKEN_REFUSED, agent, time)
                .ended(AuditResult.DENIED, reason.code())
                .build();
    }

    static AuditEvent stranger(String address, Instant time) {
        return AuditEvent.of(AuditAction.AGENT_TOKEN_REFUSED, "realm", time, AuditActor.ANONYMOUS)
                .ended(AuditResult.DENIED, RefusalReason.UNKNOWN_AGENT.code())
                .from(address, null)
                .build();
    }

    static AuditEvent.Builder event(AuditAction action, String agent, Instant time) {
        return AuditEvent.of(action, "realm", time, new AuditActor(AuditActorKind.AGENT, agent, agent + "-name"))
                .target(AuditTarget.AGENT, agent, agent + "-name");
    }
}
