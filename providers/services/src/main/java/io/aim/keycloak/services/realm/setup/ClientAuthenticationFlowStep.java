package io.aim.keycloak.services.realm.setup;

import io.aim.keycloak.services.agent.authentication.Ed25519JwtClientAuthenticator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AuthenticationManagementResource;

/**
 * Our authenticator as first alternative of the realm's client-authentication flow. A built-in flow is copied and the
 * copy bound, as the console does; a flow that an operator made gets one more alternative. A flow with a required
 * execution runs that one only: making it an alternative would weaken the operator's decision, so that is a conflict.
 */
final class ClientAuthenticationFlowStep implements SetupStep {

    private static final String ITEM = "client-authentication-flow";
    private static final String COPY_ALIAS = "aim clients";

    @Override
    public SetupItem check(KeycloakSession session, RealmModel realm) {
        AuthenticationFlowModel flow = realm.getClientAuthenticationFlow();
        Optional<AuthenticationExecutionModel> required = required(realm, flow);
        if (required.isPresent()) {
            boolean ours = isOurs(required.get());
            return ours
                    ? present(flow)
                    : SetupItem.of(
                            ITEM,
                            SetupItem.Status.CONFLICT,
                            "flow '" + flow.getAlias() + "' requires "
                                    + required.get().getAuthenticator()
                                    + " for every client: make that execution an alternative, or bind another flow");
        }
        Optional<AuthenticationExecutionModel> own = own(realm, flow);
        if (own.isEmpty()) {
            return SetupItem.of(
                    ITEM,
                    SetupItem.Status.MISSING,
                    Ed25519JwtClientAuthenticator.PROVIDER_ID + " in flow '" + flow.getAlias() + "'");
        }
        return own.get().isAlternative()
                ? present(flow)
                : SetupItem.of(
                        ITEM,
                        SetupItem.Status.CONFLICT,
                        Ed25519JwtClientAuthenticator.PROVIDER_ID + " is disabled in flow '" + flow.getAlias()
                                + "': make it an alternative");
    }

    private static SetupItem present(AuthenticationFlowModel flow) {
        return SetupItem.of(
                ITEM,
                SetupItem.Status.PRESENT,
                "flow '" + flow.getAlias() + "' contains " + Ed25519JwtClientAuthenticator.PROVIDER_ID);
    }

    @Override
    public List<SetupChange> apply(KeycloakSession session, RealmModel realm) {
        AuthenticationFlowModel flow = realm.getClientAuthenticationFlow();
        if (required(realm, flow).isPresent() || own(realm, flow).isPresent()) {
            return List.of();
        }
        List<SetupChange> changes = new ArrayList<>();
        if (flow.isBuiltIn()) {
            String builtIn = flow.getAlias();
            flow = AuthenticationManagementResource.copyFlow(session, realm, flow, freeAlias(realm));
            realm.setClientAuthenticationFlow(flow);
            changes.add(new SetupChange(ITEM, "copied", "flow '" + builtIn + "' to '" + flow.getAlias() + "'"));
            changes.add(new SetupChange(ITEM, "bound", "flow '" + flow.getAlias() + "' as the realm's client flow"));
        }
        addExecution(realm, flow);
        changes.add(new SetupChange(
                ITEM,
                "added",
                Ed25519JwtClientAuthenticator.PROVIDER_ID + " as first alternative of flow '" + flow.getAlias() + "'"));
        return changes;
    }

    private static String freeAlias(RealmModel realm) {
        String alias = COPY_ALIAS;
        for (int n = 2; realm.getFlowByAlias(alias) != null; n++) {
            alias = COPY_ALIAS + " " + n;
        }
        return alias;
    }

    private static void addExecution(RealmModel realm, AuthenticationFlowModel flow) {
        int first = realm.getAuthenticationExecutionsStream(flow.getId())
                .mapToInt(AuthenticationExecutionModel::getPriority)
                .min()
                .orElse(1);
        AuthenticationExecutionModel execution = new AuthenticationExecutionModel();
        execution.setParentFlow(flow.getId());
        execution.setAuthenticator(Ed25519JwtClientAuthenticator.PROVIDER_ID);
        execution.setRequirement(AuthenticationExecutionModel.Requirement.ALTERNATIVE);
        execution.setPriority(first - 1);
        execution.setAuthenticatorFlow(false);
        realm.addAuthenticatorExecution(execution);
    }

    private static Optional<AuthenticationExecutionModel> required(RealmModel realm, AuthenticationFlowModel flow) {
        return realm.getAuthenticationExecutionsStream(flow.getId())
                .filter(AuthenticationExecutionModel::isRequired)
                .findFirst();
    }

    private static Optional<AuthenticationExecutionModel> own(RealmModel realm, AuthenticationFlowModel flow) {
        return realm.getAuthenticationExecutionsStream(flow.getId())
                .filter(ClientAuthenticationFlowStep::isOurs)
                .findFirst();
    }

    private static boolean isOurs(AuthenticationExecutionModel execution) {
        return Ed25519JwtClientAuthenticator.PROVIDER_ID.equals(execution.getAuthenticator());
    }
}
