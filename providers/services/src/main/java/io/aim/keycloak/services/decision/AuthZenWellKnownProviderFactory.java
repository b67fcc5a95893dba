package io.aim.keycloak.services.decision;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.Urls;
import org.keycloak.urls.UrlType;
import org.keycloak.wellknown.WellKnownProvider;
import org.keycloak.wellknown.WellKnownProviderFactory;

/**
 * Metadata of the realm as a policy decision point of the OpenID AuthZEN Authorization API 1.0, whose identifier is the
 * realm's issuer.
 */
public final class AuthZenWellKnownProviderFactory implements WellKnownProviderFactory {

    private static final String PROVIDER_ID = "authzen-configuration";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    /** The specification puts the well-known part between host and path. */
    @Override
    public boolean isAvailableViaServerMetadata() {
        return true;
    }

    @Override
    public WellKnownProvider create(KeycloakSession session) {
        return new WellKnownProvider() {
            @Override
            public Object getConfig() {
                return Metadata.of(session);
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }

    @Override
    public void init(Config.Scope config) {
        // nothing to configure
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // nothing to prepare
    }

    @Override
    public void close() {
        // nothing is open
    }

    /** Addresses. */
    private record Metadata(
            @JsonProperty("policy_decision_point") String policyDecisionPoint,
            @JsonProperty("access_evaluation_endpoint") String accessEvaluationEndpoint,
            @JsonProperty("access_evaluations_endpoint") String accessEvaluationsEndpoint) {

        static Metadata of(KeycloakSession session) {
            String issuer = Urls.realmIssuer(
                    session.getContext().getUri(UrlType.FRONTEND).getBaseUri(),
                    session.getContext().getRealm().getName());
            String access = issuer + "/aim/v1/access/v1/";
            return new Metadata(issuer, access + "evaluation", access + "evaluations");
        }
    }
}
