package io.aim.keycloak.services.apikey.leak;

import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.ErrorFormat;
import io.aim.keycloak.services.rest.ratelimit.RateLimitProvider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Where secret scanners report keys that they found in public. */
@Tag(name = "API keys")
@Produces(MediaType.APPLICATION_JSON)
public class ApiKeysRuntimeResource {

    private static final Logger LOG = Logger.getLogger(ApiKeysRuntimeResource.class);

    private static final int MAX_BYTES = 1024 * 1024;
    private static final int MAX_HEADER = 512;

    private final KeycloakSession session;

    public ApiKeysRuntimeResource(KeycloakSession session) {
        this.session = session;
    }

    @POST
    @Path("leaks")
    @Consumes(MediaType.WILDCARD)
    @SecurityRequirements
    @Operation(
            operationId = "reportLeakedApiKeys",
            summary = "GitHub reports keys that it found in public",
            description = "Secret scanning partner programme. Keys of every realm of the server are revoked, whichever"
                    + " realm the report is sent to. The signature is ECDSA over P-256 of the raw body.")
    @APIResponse(
            responseCode = "200",
            description = "One verdict per token",
            content =
                    @Content(
                            schema =
                                    @Schema(type = SchemaType.ARRAY, implementation = LeakVerdictRepresentation.class)))
    @APIResponse(responseCode = "400", description = "invalid_json or invalid_report")
    @APIResponse(responseCode = "401", description = "invalid_signature")
    @APIResponse(responseCode = "404", description = "The operator did not switch reports on")
    @APIResponse(responseCode = "413", description = "More than a megabyte")
    @APIResponse(responseCode = "429", description = "rate_limited; Retry-After")
    @APIResponse(responseCode = "503", description = "The scanner's keys cannot be fetched now; send it again")
    public Response report(
            @HeaderParam("Github-Public-Key-Identifier") @Nullable String identifier,
            @HeaderParam("Github-Public-Key-Signature") @Nullable String signature,
            InputStream body) {
        return ErrorFormat.PROBLEM.answer(() -> {
            if (!session.getProvider(SecretScanningProvider.class).isEnabled()) {
                throw AimException.notFound("Reports of leaked keys are not switched on");
            }
            RateLimitProvider.requireOfAddress(session);
            byte[] bytes = read(body);
            // Nothing on the network while a transaction is open: this one ends here, the work gets its own.
            session.getTransactionManager().commit();
            if (identifier == null
                    || signature == null
                    || identifier.length() > MAX_HEADER
                    || signature.length() > MAX_HEADER
                    || !key(identifier)
                            .filter(key -> LeakReport.isSigned(bytes, signature, key))
                            .isPresent()) {
                throw AimException.unauthorized("invalid_signature", "The report is not signed by a key that is known");
            }
            List<LeakReport.Found> report = LeakReport.parse(bytes);
            List<LeakVerdictRepresentation> verdicts = KeycloakModelUtils.runJobInTransactionWithResult(
                    session.getKeycloakSessionFactory(),
                    session.getContext(),
                    inner -> new LeakedKeys(inner).revoke(report),
                    "aim-leak-report");
            return Response.ok(verdicts).build();
        });
    }

    private Optional<PublicKey> key(String identifier) {
        try {
            return session.getProvider(SecretScanningProvider.class).publicKey(identifier);
        } catch (IOException e) {
            LOG.warn("The keys that sign reports of leaked API keys cannot be fetched", e);
            throw AimException.unavailable("The scanner's keys cannot be fetched now; send the report again");
        }
    }

    private static byte[] read(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw AimException.tooLarge("The report may have at most " + MAX_BYTES + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
