package io.aim.keycloak.services.apikey;

import io.aim.keycloak.core.apikey.ApiKeyRefusal;
import io.aim.keycloak.spi.apikey.ApiKey;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Says what would become of a key if it were used. */
record ApiKeyVerification(KeycloakSession session, RealmModel realm) {

    ApiKeyVerificationRepresentation verify(String text, @Nullable String address) {
        Instant now = ApiKeyService.now();
        ApiKeyCheck.Verdict verdict = ApiKeyAuthenticator.check(session).verdict(text, realm.getId(), now, address);
        ApiKey key = verdict.key();
        ApiKeyRefusal refusal = verdict.refusal();
        if (key == null || !verdict.isHolder()) {
            return refused(
                    refusal == null || refusal == ApiKeyRefusal.OTHER_REALM ? ApiKeyRefusal.UNKNOWN_KEY : refusal);
        }
        ApiKeyRepresentation representation = ApiKeyRepresentation.of(key, now);
        boolean addressUnknown = address == null && refusal == ApiKeyRefusal.ADDRESS_NOT_ALLOWED;
        if (refusal != null && !addressUnknown) {
            return new ApiKeyVerificationRepresentation(false, refusal.code(), null, representation);
        }
        Optional<ApiKeyCaller> caller = new ApiKeyAuthenticator(session).caller(key);
        return new ApiKeyVerificationRepresentation(
                caller.isPresent(),
                caller.isPresent() ? null : ApiKeyRefusal.CREATOR_GONE.code(),
                caller.map(ApiKeyCaller::effectiveScopes).orElse(null),
                representation);
    }

    private static ApiKeyVerificationRepresentation refused(ApiKeyRefusal refusal) {
        return new ApiKeyVerificationRepresentation(false, refusal.code(), null, null);
    }
}
