package io.aim.keycloak.services.agent;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionProvider;

/** Keycloak's sessions and tokens of an agent's client. */
record AgentSessions(KeycloakSession session, RealmModel realm) {

    /**
     * What was ended.
     *
     * @param own sessions of the service account
     * @param others parts of other users' sessions
     */
    record Ended(int own, int others) {

        static final Ended NONE = new Ended(0, 0);
    }

    /** Ends all sessions and all tokens that were issued before that time, in seconds since the epoch. */
    Ended end(ClientModel client, int notBefore) {
        client.setNotBefore(notBefore);
        UserModel serviceAccount = session.users().getServiceAccount(client);
        int own = 0;
        if (serviceAccount != null) {
            session.users().setNotBeforeForUser(realm, serviceAccount, notBefore);
            own = endOwn(serviceAccount);
        }
        return new Ended(own, endOthers(client));
    }

    private int endOwn(UserModel serviceAccount) {
        UserSessionProvider sessions = session.sessions();
        List<UserSessionModel> online =
                sessions.getUserSessionsStream(realm, serviceAccount).toList();
        List<UserSessionModel> offline =
                sessions.getOfflineUserSessionsStream(realm, serviceAccount).toList();
        online.forEach(each -> sessions.removeUserSession(realm, each));
        offline.forEach(each -> sessions.removeOfflineUserSession(realm, each));
        return online.size() + offline.size();
    }

    /** Other users' sessions stay, without the part that is this client's. */
    private int endOthers(ClientModel client) {
        UserSessionProvider sessions = session.sessions();
        List<String> online = ids(sessions.readOnlyStreamUserSessions(realm, client, -1, -1));
        List<String> offline = ids(sessions.readOnlyStreamOfflineUserSessions(realm, client, -1, -1));
        List<AuthenticatedClientSessionModel> parts = Stream.concat(
                        online.stream().map(id -> sessions.getUserSession(realm, id)),
                        offline.stream().map(id -> sessions.getOfflineUserSession(realm, id)))
                .filter(Objects::nonNull)
                .map(each -> each.getAuthenticatedClientSessionByClient(client.getId()))
                .filter(Objects::nonNull)
                .toList();
        parts.forEach(AuthenticatedClientSessionModel::detachFromUserSession);
        return parts.size();
    }

    private static List<String> ids(Stream<UserSessionModel> found) {
        return found.map(UserSessionModel::getId).toList();
    }
}
