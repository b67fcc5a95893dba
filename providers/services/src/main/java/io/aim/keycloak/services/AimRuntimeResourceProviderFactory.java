package io.aim.keycloak.services;

import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Mounts the runtime root; its id is the path. */
public final class AimRuntimeResourceProviderFactory implements RealmResourceProviderFactory {

    private record Root(KeycloakSession session) implements RealmResourceProvider {

        @Override
        public Object getResource() {
            return ErrorFormat.PROBLEM.answer(() -> {
                requireOpen(session);
                return new AimRuntimeResource(session);
            });
        }

        /** What Keycloak's own endpoints check, it does not check for extensions. */
        private static void requireOpen(KeycloakSession session) {
            RealmModel realm = session.getContext().getRealm();
            if (!realm.isEnabled()) {
                throw AimException.forbidden("realm_disabled", "The realm is disabled");
            }
            boolean https =
                    "https".equals(session.getContext().getUri().getBaseUri().getScheme());
            if (!https && realm.getSslRequired().isRequired(session.getContext().getConnection())) {
                throw AimException.forbidden("https_required", "The realm wants HTTPS");
            }
        }

        @Override
        public void close() {
            // stateless
        }
    }

    @Override
    public String getId() {
        return "aim";
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new Root(session);
    }

    @Override
    public void init(Config.Scope config) {
        // no options
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // nothing to register
    }

    @Override
    public void close() {
        // stateless
    }
}
