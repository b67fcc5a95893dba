package io.aim.keycloak.services.key;

import com.fasterxml.jackson.databind.JsonNode;
import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.assertion.ClientAssertion;
import io.aim.keycloak.core.assertion.ClientAssertionParser;
import io.aim.keycloak.core.assertion.MalformedAssertionException;
import io.aim.keycloak.core.key.Ed25519PublicKey;
import io.aim.keycloak.core.key.PublicKeyParser;
import io.aim.keycloak.services.rest.JsonBody;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A request for a new key.
 *
 * @param publicKey the new key
 * @param grace how long the keys that it replaces stay accepted
 * @param expiresAt end of the new key's lifetime
 * @param replaces thumbprint of the key that it replaces, or null for all active ones
 * @param keepCurrent whether it replaces none
 * @param currentKeyProof statement of a current key, from the agent itself
 * @param newKeyProof statement of the new key, from the agent itself
 */
record KeyRotationRequest(
        Ed25519PublicKey publicKey,
        Duration grace,
        Instant expiresAt,
        @Nullable String replaces,
        boolean keepCurrent,
        @Nullable ClientAssertion currentKeyProof,
        @Nullable ClientAssertion newKeyProof) {

    static final String CURRENT_KEY_PROOF = "currentKeyProof";
    static final String NEW_KEY_PROOF = "newKeyProof";

    private static final int MAX_PROOF = 4096;

    /** What an administrator sends; documents the body. */
    @Schema(name = "NewAgentKey", description = "A new key for an agent.")
    record ByAdministrator(
            @Schema(
                    required = true,
                    implementation = Object.class,
                    description = "Ed25519 public key, as in a registration.")
            JsonNode publicKey,

            @Schema(
                    minimum = "0",
                    maximum = "2592000",
                    description = "Seconds for which replaced keys stay accepted; default of the realm, 24 hours.")
            @Nullable
            Integer gracePeriodSeconds,

            @Schema(description = "End of the new key's lifetime, ISO 8601 in UTC; default and maximum of the realm.")
            @Nullable
            String expiresAt,

            @Schema(description = "Thumbprint of the key that is replaced; default: all active ones.") @Nullable
            String replaces,

            @Schema(description = "Add the key beside the others.", defaultValue = "false") @Nullable
            Boolean keepCurrent) {}

    /** What an agent sends; documents the body. */
    @Schema(
            name = "KeyRotation",
            description =
                    "A new key from the agent itself. Both proofs are compact JWS with typ aim-key-rotation+jwt and the"
                            + " claims iss (client id), sub (RFC 7638 thumbprint of the new key), aud (the realm's issuer), exp and"
                            + " jti; the one is signed by an active key, named by kid, the other by the new key.")
    record ByAgent(
            @Schema(required = true, implementation = Object.class)
            JsonNode publicKey,

            @Schema(required = true) String currentKeyProof,
            @Schema(required = true) String newKeyProof,

            @Schema(minimum = "0", maximum = "2592000") @Nullable
            Integer gracePeriodSeconds,

            @Nullable String expiresAt,

            @Schema(description = "Add the key beside the one that signs.", defaultValue = "false") @Nullable
            Boolean keepCurrent) {}

    static KeyRotationRequest byAdministrator(@Nullable String json, KeySettings settings, Instant now) {
        JsonBody body = JsonBody.parse(json, "publicKey", "gracePeriodSeconds", "expiresAt", "replaces", "keepCurrent");
        String replaces = body.text("replaces");
        boolean keep = body.flag("keepCurrent");
        if (keep && (replaces != null || body.has("gracePeriodSeconds"))) {
            throw new InvalidInputException(
                    "keepCurrent", "contradiction", "keepCurrent replaces nothing: leave replaces and grace out");
        }
        return new KeyRotationRequest(
                PublicKeyParser.parse("publicKey", body.value("publicKey")),
                grace(body, settings),
                expiry(body, settings, now),
                replaces,
                keep,
                null,
                null);
    }

    static KeyRotationRequest byAgent(@Nullable String json, KeySettings settings, Instant now) {
        JsonBody body = JsonBody.parse(
                json, "publicKey", CURRENT_KEY_PROOF, NEW_KEY_PROOF, "gracePeriodSeconds", "expiresAt", "keepCurrent");
        return new KeyRotationRequest(
                PublicKeyParser.parse("publicKey", body.value("publicKey")),
                grace(body, settings),
                expiry(body, settings, now),
                null,
                body.flag("keepCurrent"),
                proof(body, CURRENT_KEY_PROOF),
                proof(body, NEW_KEY_PROOF));
    }

    private static Duration grace(JsonBody body, KeySettings settings) {
        Integer seconds = body.number("gracePeriodSeconds");
        if (seconds == null) {
            return settings.grace();
        }
        if (!KeySettings.GRACE_SECONDS.allows(seconds)) {
            throw new InvalidInputException(
                    "gracePeriodSeconds",
                    "out_of_range",
                    "gracePeriodSeconds must be from 0 to " + KeySettings.GRACE_SECONDS.max());
        }
        return Duration.ofSeconds(seconds);
    }

    private static Instant expiry(JsonBody body, KeySettings settings, Instant now) {
        Instant latest = now.plus(settings.lifetime());
        Instant asked = AgentRules.future("expiresAt", body.text("expiresAt"), now);
        if (asked != null && asked.isAfter(latest)) {
            throw new InvalidInputException(
                    "expiresAt",
                    "out_of_range",
                    "keys of this realm live " + settings.lifetime().toDays() + " days at most");
        }
        return asked == null ? latest : asked;
    }

    private static ClientAssertion proof(JsonBody body, String field) {
        String text = AgentRules.required(field, body.text(field));
        if (text.length() > MAX_PROOF) {
            throw new InvalidInputException(
                    field, "too_long", field + " may have at most " + MAX_PROOF + " characters");
        }
        try {
            return ClientAssertionParser.parse(text);
        } catch (MalformedAssertionException e) {
            throw new InvalidInputException(
                    field, "malformed", field + " must be a compact JWS with JSON header and claims");
        }
    }
}
