package io.aim.keycloak.services.apikey;

import io.aim.keycloak.core.apikey.ApiKeyScope;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.RuntimeCaller;
import io.aim.keycloak.spi.apikey.ApiKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The API key that a request of the runtime root was authenticated with. It may do what its scopes name, and at most what
 * its creator may do at this moment.
 */
public final class ApiKeyCaller {

    private final RealmModel realm;
    private final ApiKey key;
    private final RealmModel creatorRealm;
    private final UserModel creator;
    private final AimPermissions permissions;

    ApiKeyCaller(KeycloakSession session, RealmModel realm, ApiKey key, RealmModel creatorRealm, UserModel creator) {
        this.realm = realm;
        this.key = key;
        this.creatorRealm = creatorRealm;
        this.creator = creator;
        this.permissions =
                AimPermissions.ofUser(session, realm, creatorRealm, creator, ApiKeyCaller::insufficientPower);
    }

    private static AimException insufficientPower() {
        return AimException.forbidden(
                "insufficient_power", "The creator of the API key may not do this, so the key may not either");
    }

    /**
     * The key that the current request carries; empty if it carries none.
     *
     * @param operation id of the operation, for the usage of the key
     * @throws AimException 401 if the key is refused, whyever
     */
    public static Optional<ApiKeyCaller> of(KeycloakSession session, String operation) {
        return ApiKeyCredential.of(session).map(text -> new ApiKeyAuthenticator(session).authenticate(text, operation));
    }

    /**
     * The key that the current request carries.
     *
     * @throws AimException 401 without a credential, 403 if it is an access token
     */
    public static ApiKeyCaller require(KeycloakSession session, String operation) {
        return of(session, operation).orElseGet(() -> {
            RuntimeCaller.require(session);
            throw AimException.forbidden("api_key_required", "This needs an API key, or an administrator");
        });
    }

    /**
     * What the key may do with that scope.
     *
     * @throws AimException 403 if the key does not have it
     */
    public AimPermissions permissions(ApiKeyScope scope) {
        if (!key.scopes().contains(scope)) {
            throw AimException.forbidden("insufficient_scope", "The API key does not have the scope " + scope.code());
        }
        return permissions;
    }

    /** The key. */
    public ApiKey key() {
        return key;
    }

    /** The scopes that its creator still has the power for. */
    public List<String> effectiveScopes() {
        return key.scopeCodes().stream()
                .flatMap(code -> ApiKeyScope.fromCode(code).stream())
                .filter(scope -> permissions.may(scope.needs(), null))
                .map(ApiKeyScope::code)
                .toList();
    }

    /** Id of the creator if that is a person of this realm, who can own agents. */
    public @Nullable String creatorInRealm() {
        return creatorRealm.getId().equals(realm.getId()) && creator.getServiceAccountClientLink() == null
                ? creator.getId()
                : null;
    }
}
