package io.aim.keycloak.services.apikey;

import io.aim.keycloak.core.apikey.ApiKeyRefusal;
import io.aim.keycloak.core.audit.AuditAction;
import io.aim.keycloak.core.audit.AuditActor;
import io.aim.keycloak.core.audit.AuditActorKind;
import io.aim.keycloak.core.audit.AuditEvent;
import io.aim.keycloak.core.audit.AuditResult;
import io.aim.keycloak.services.apikey.hash.ApiKeyHashProvider;
import io.aim.keycloak.services.apikey.usage.ApiKeyUsageProvider;
import io.aim.keycloak.services.audit.AuditTrail;
import io.aim.keycloak.services.audit.RequestOrigin;
import io.aim.keycloak.services.audit.writing.AuditWriterProvider;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ratelimit.RateLimit;
import io.aim.keycloak.services.rest.ratelimit.RateLimitProvider;
import io.aim.keycloak.spi.apikey.ApiKey;
import io.aim.keycloak.spi.apikey.ApiKeyCreator;
import io.aim.keycloak.spi.apikey.ApiKeyProvider;
import io.micrometer.core.instrument.Metrics;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Turns the key of a request into a caller. The key is read from the database each time: what was disabled or revoked a
 * moment ago, on whichever node, is refused. Refusals look alike; the trail has the reason, unless the address is over its
 * limit: who guesses in masses does not fill the trail.
 */
final class ApiKeyAuthenticator {

    private final KeycloakSession session;
    private final RealmModel realm;

    ApiKeyAuthenticator(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    static ApiKeyCheck check(KeycloakSession session) {
        return new ApiKeyCheck(
                id -> session.getProvider(ApiKeyProvider.class).findAnywhere(id),
                () -> session.getProvider(ApiKeyHashProvider.class).peppers());
    }

    ApiKeyCaller authenticate(String text, String operation) {
        ApiKeyCheck.Verdict verdict = check(session)
                .verdict(
                        text,
                        realm.getId(),
                        Instant.ofEpochMilli(Time.currentTimeMillis()),
                        RequestOrigin.of(session).sourceIp());
        ApiKey key = verdict.key();
        ApiKeyRefusal refusal = verdict.refusal();
        if (key == null || refusal != null) {
            throw refused(verdict, refusal == null ? ApiKeyRefusal.UNKNOWN_KEY : refusal, operation);
        }
        ApiKeyCaller caller = caller(key).orElseThrow(() -> refused(verdict, ApiKeyRefusal.CREATOR_GONE, operation));
        AuditTrail.authenticated(session, actor(key), key.creator().userId());
        session.getProvider(ApiKeyUsageProvider.class).count(key, operation);
        RateLimitProvider.require(session, RateLimit.API_KEY, key.id());
        return caller;
    }

    /** The caller that the key stands for; empty if its creator is gone or disabled. */
    Optional<ApiKeyCaller> caller(ApiKey key) {
        ApiKeyCreator creator = key.creator();
        RealmModel creatorRealm = session.realms().getRealm(creator.realmId());
        if (creatorRealm == null || !creatorRealm.isEnabled() || !administers(creatorRealm)) {
            return Optional.empty();
        }
        return Optional.ofNullable(session.users().getUserById(creatorRealm, creator.userId()))
                .filter(user -> isUsable(creatorRealm, user))
                .map(user -> new ApiKeyCaller(session, realm, key, creatorRealm, user));
    }

    private boolean administers(RealmModel creatorRealm) {
        return creatorRealm.getId().equals(realm.getId())
                || Config.getAdminRealm().equals(creatorRealm.getName());
    }

    /** A service account is as usable as its client. */
    private static boolean isUsable(RealmModel creatorRealm, UserModel user) {
        if (!user.isEnabled()) {
            return false;
        }
        String clientUuid = user.getServiceAccountClientLink();
        ClientModel client = clientUuid == null ? null : creatorRealm.getClientById(clientUuid);
        return clientUuid == null || (client != null && client.isEnabled());
    }

    private static AuditActor actor(ApiKey key) {
        return new AuditActor(AuditActorKind.API_KEY, key.id(), key.name());
    }

    private AimException refused(ApiKeyCheck.Verdict verdict, ApiKeyRefusal reason, String operation) {
        Metrics.counter("keycloak.aim.api.key.refusals", "reason", reason.code())
                .increment();
        RateLimitProvider.requireOfAddress(session);
        if (reason != ApiKeyRefusal.MALFORMED) {
            session.getProvider(AuditWriterProvider.class).write(entry(verdict, reason, operation), () -> {
                // the refusal fails the request anyway
            });
        }
        return AimException.unauthorized(
                "invalid_api_key", "The API key is not accepted; the audit trail of the realm has the reason");
    }

    private AuditEvent entry(ApiKeyCheck.Verdict verdict, ApiKeyRefusal reason, String operation) {
        ApiKey key = verdict.key();
        AuditActor actor = key != null && verdict.isHolder() ? actor(key) : AuditActor.ANONYMOUS;
        return new AuditTrail(session, realm)
                .begin(AuditAction.API_KEY_REFUSED, actor)
                .target(ApiKeyService.TARGET, verdict.id(), key == null ? null : key.name())
                .ended(AuditResult.DENIED, reason.code())
                .detail("operation", operation)
                .build();
    }
}
