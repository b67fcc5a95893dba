package io.aim.keycloak.services.audit;

import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.services.rest.PageParameters;
import io.aim.keycloak.spi.audit.AuditProvider;
import io.aim.keycloak.spi.audit.AuditQuery;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Reads the trail, for whichever root. Who may is the caller's business. */
public final class AuditLogs {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AuditProvider audit;

    public AuditLogs(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.audit = session.getProvider(AuditProvider.class);
    }

    /** A page of the realm's trail, or of one agent's. */
    public AuditPageRepresentation page(AuditLogParameters parameters, @Nullable String agentId, PageParameters page) {
        return page(parameters.query(session, realm, agentId), page);
    }

    /** A page of what an agent did itself. */
    public AuditPageRepresentation activity(String agentId, PageParameters page) {
        return page(
                new AuditQuery(
                        AuditActorKind.AGENT, agentId, null, null, null, null, null, null, null, null, null, null),
                page);
    }

    private AuditPageRepresentation page(AuditQuery query, PageParameters page) {
        return AuditPageRepresentation.of(
                realm, audit.search(realm, query, AuditPaging.after(realm.getId(), page.after()), page.size()));
    }
}
