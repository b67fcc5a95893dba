package io.aim.keycloak.services.audit.forward;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aim.keycloak.spi.audit.ForwardingSettings;
import io.aim.keycloak.spi.audit.ForwardingState;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where the trail is forwarded to, and how far that has got.
 *
 * @param enabled whether it is
 * @param format OCSF or CEF
 * @param transport TLS or TCP
 * @param host DNS name or address
 * @param port 1 to 65535
 * @param caCertificates whom to trust to vouch for the receiver, in PEM; absent for those whom the server trusts
 * @param next number of the first event that the receiver has not got yet
 * @param lag how many events with a number it has not got yet
 * @param failures how many times in a row sending went wrong
 * @param lastSentAt when it last got events, ISO 8601, UTC
 * @param lastError what went wrong last; absent if the receiver got events since
 * @param lastErrorAt when that was, ISO 8601, UTC
 */
@Schema(name = "AuditForwarding")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditForwardingRepresentation(
        boolean enabled,
        String format,
        String transport,
        String host,
        int port,
        @Nullable String caCertificates,
        long next,
        long lag,
        int failures,
        @Nullable String lastSentAt,
        @Nullable String lastError,
        @Nullable String lastErrorAt) {

    static AuditForwardingRepresentation of(ForwardingState state, long treeSize) {
        ForwardingSettings settings = state.settings();
        return new AuditForwardingRepresentation(
                settings.enabled(),
                settings.format().name(),
                settings.receiver().transport().name(),
                settings.receiver().host(),
                settings.receiver().port(),
                settings.caCertificates(),
                state.next(),
                Math.max(0, treeSize - state.next()),
                state.failures(),
                text(state.lastSentAt()),
                state.lastError(),
                text(state.lastErrorAt()));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
