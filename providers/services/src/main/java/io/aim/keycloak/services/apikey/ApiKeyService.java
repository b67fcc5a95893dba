package io.aim.keycloak.services.apikey;

import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.apikey.ApiKeyRules;
import io.aim.keycloak.core.apikey.ApiKeyScope;
import io.aim.keycloak.core.apikey.ApiKeyState;
import io.aim.keycloak.core.apikey.PlainApiKey;
import io.aim.keycloak.core.apikey.SecretHash;
import io.aim.keycloak.core.apikey.StoredSecrets;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.services.apikey.hash.ApiKeyHashProvider;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.permission.AimPermissions;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.apikey.ApiKey;
import io.aim.keycloak.spi.apikey.ApiKeyCreator;
import io.aim.keycloak.spi.apikey.ApiKeyProvider;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Makes and changes keys, each together with its event, in the session's transaction. */
public final class ApiKeyService {

    /** Resource type of the admin events. */
    static final String RESOURCE_TYPE = "AIM_API_KEY";

    /** Kind of the target of audit events. */
    static final String TARGET = "api_key";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeycloakSession session;
    private final RealmModel realm;
    private final ApiKeyProvider keys;
    private final AuditTrail trail;

    /** A key and the secret that nobody but the caller gets to know. */
    record Issued(PlainApiKey secret, ApiKey key) {}

    public ApiKeyService(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.keys = session.getProvider(ApiKeyProvider.class);
        this.trail = new AuditTrail(session, realm);
    }

    static Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }

    Issued create(@Nullable String json, AimPermissions permissions, ApiKeyCreator creator) {
        JsonBody body = JsonBody.parse(json, "name", "scopes", "allowedCidrs", "expiresAt");
        Instant now = now();
        String name = ApiKeyRules.name(body.text("name"));
        Set<ApiKeyScope> scopes = ApiKeyRules.scopes(body.texts("scopes"));
        List<String> ranges = ApiKeyRules.ranges(body.texts("allowedCidrs"));
        Instant expiry = ApiKeyRules.expiry(body.text("expiresAt"), now);
        requirePower(scopes, permissions);
        requireFree(name);
        PlainApiKey secret = PlainApiKey.generate(RANDOM);
        ApiKey key = new ApiKey(
                secret.id(),
                realm.getId(),
                name,
                StoredSecrets.of(hash(secret)),
                scopes,
                ranges,
                ApiKeyState.ACTIVE,
                creator,
                now,
                expiry,
                null,
                null);
        keys.create(key);
        trail.write(limits(begin(AuditAction.API_KEY_CREATED, key), key));
        return new Issued(secret, key);
    }

    private SecretHash hash(PlainApiKey secret) {
        return SecretHash.of(
                secret, session.getProvider(ApiKeyHashProvider.class).peppers());
    }

    private static void requirePower(Set<ApiKeyScope> scopes, AimPermissions permissions) {
        scopes.stream()
                .filter(scope -> !permissions.may(scope.needs(), null))
                .findFirst()
                .ifPresent(scope -> {
                    throw AimException.forbidden(
                            "scope_exceeds_power",
                            "You may not do yourself what the scope " + scope.code() + " allows");
                });
    }

    private void requireFree(String name) {
        if (keys.nameExists(realm, name)) {
            throw AimException.conflict("name_taken", "An API key with this name exists in the realm", "name");
        }
    }

    /** Changes what the body names; the rest stays. */
    ApiKey change(String id, JsonBody body, AimPermissions permissions) {
        ApiKey before = lock(id);
        ApiKey after = before;
        if (body.has("name")) {
            String name = ApiKeyRules.name(body.text("name"));
            if (!name.equals(before.name())) {
                requireFree(name);
                after = after.named(name);
            }
        }
        Set<ApiKeyScope> scopes = body.has("scopes") ? ApiKeyRules.scopes(body.texts("scopes")) : before.scopes();
        if (!before.scopes().containsAll(scopes)) {
            requirePower(scopes, permissions);
        }
        after = after.limited(
                scopes,
                body.has("allowedCidrs") ? ApiKeyRules.ranges(body.texts("allowedCidrs")) : before.allowedCidrs(),
                body.has("expiresAt") ? expiry(body) : before.expiresAt());
        if (!after.equals(before)) {
            keys.save(after);
            trail.write(limits(begin(AuditAction.API_KEY_CHANGED, after), after)
                    .detail("fields", String.join(" ", body.fields())));
        }
        return body.has("state") ? move(after, ApiKeyRules.state(body.text("state"))) : after;
    }

    private static Instant expiry(JsonBody body) {
        return ApiKeyRules.expiry(AgentRules.required("expiresAt", body.text("expiresAt")), now());
    }

    private ApiKey move(ApiKey key, ApiKeyState state) {
        if (key.state() == state) {
            return key;
        }
        ApiKey moved = key.in(state);
        keys.save(moved);
        trail.write(
                begin(state == ApiKeyState.ACTIVE ? AuditAction.API_KEY_ENABLED : AuditAction.API_KEY_DISABLED, moved));
        return moved;
    }

    /** Another secret; usage, limits and name stay. What was replaced by an earlier rotation ends now. */
    Issued rotate(String id, @Nullable String json) {
        JsonBody body = JsonBody.parse(json, "overlapSeconds", "expiresAt");
        Duration overlap = ApiKeyRules.overlap(body.number("overlapSeconds"));
        ApiKey before = lock(id);
        Instant now = now();
        Instant expiry = body.has("expiresAt") ? expiry(body) : before.expiresAt();
        if (!now.isBefore(expiry)) {
            throw AimException.conflict("key_expired", "The API key has expired: give it a new end", "expiresAt");
        }
        // A longer life is for the new secret: the old one is not raised from the dead.
        Instant until = now.isBefore(before.expiresAt()) ? now.plus(overlap) : now;
        PlainApiKey secret = PlainApiKey.generate(id, RANDOM);
        ApiKey after = before.limited(before.scopes(), before.allowedCidrs(), expiry)
                .rotated(before.secrets().rotated(hash(secret), until), now);
        keys.save(after);
        trail.write(begin(AuditAction.API_KEY_ROTATED, after)
                .detail("overlap_until", until.toString())
                .detail("expires_at", expiry.toString()));
        return new Issued(secret, after);
    }

    /** Ends a key for good; one that has ended already stays as it is. */
    void revoke(String id) {
        ApiKey key = keys.lock(id).orElseThrow(ApiKeyService::unknown);
        if (key.state() != ApiKeyState.REVOKED) {
            keys.save(key.in(ApiKeyState.REVOKED));
            trail.write(begin(AuditAction.API_KEY_REVOKED, key));
        }
    }

    private ApiKey lock(String id) {
        ApiKey key = keys.lock(id).orElseThrow(ApiKeyService::unknown);
        if (key.state() == ApiKeyState.REVOKED) {
            throw AimException.conflict("key_revoked", "The API key is revoked, which is final", null);
        }
        return key;
    }

    static AimException unknown() {
        return AimException.notFound("No such API key");
    }

    private AuditEvent.Builder begin(AuditAction action, ApiKey key) {
        return trail.begin(action).target(TARGET, key.id(), key.name());
    }

    private static AuditEvent.Builder limits(AuditEvent.Builder event, ApiKey key) {
        return event.detail("scopes", String.join(" ", key.scopeCodes()))
                .detail("allowed_cidrs", String.join(" ", key.allowedCidrs()))
                .detail("expires_at", key.expiresAt().toString());
    }
}
