package io.aim.keycloak.services.audit.forward;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.agent.AgentRules;
import io.aim.keycloak.core.audit.forward.CaCertificates;
import io.aim.keycloak.core.audit.forward.ForwardFormat;
import io.aim.keycloak.core.audit.forward.Receiver;
import io.aim.keycloak.core.audit.forward.ReceiverTransport;
import io.aim.keycloak.services.rest.JsonBody;
import io.aim.keycloak.spi.audit.ForwardingSettings;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where to forward the trail to.
 *
 * @param enabled default true
 * @param format OCSF or CEF
 * @param transport TLS (default) or TCP
 * @param host DNS name or address
 * @param port 1 to 65535
 * @param caCertificates whom to trust to vouch for the receiver, in PEM; absent for those whom the server trusts
 * @param from {@code beginning} of the trail, or {@code now}; absent: where forwarding stands, now if there was none
 */
@Schema(name = "AuditForwardingRequest")
public record AuditForwardingRequest(
        @Nullable Boolean enabled,
        String format,
        @Nullable String transport,
        String host,
        int port,
        @Nullable String caCertificates,
        @Nullable String from) {

    static final String BEGINNING = "beginning";
    static final String NOW = "now";

    static JsonBody body(@Nullable String text) {
        return JsonBody.parse(text, "enabled", "format", "transport", "host", "port", "caCertificates", "from");
    }

    static ForwardingSettings settings(JsonBody json) {
        ForwardFormat format = ForwardFormat.fromName(AgentRules.required("format", json.text("format")))
                .orElseThrow(() -> new InvalidInputException("format", "unknown_value", "format must be OCSF or CEF"));
        String transport = json.text("transport");
        ReceiverTransport by = transport == null
                ? ReceiverTransport.TLS
                : ReceiverTransport.fromName(transport)
                        .orElseThrow(() -> new InvalidInputException(
                                "transport", "unknown_value", "transport must be TLS or TCP"));
        String host = AgentRules.required("host", json.text("host"));
        Integer port = json.number("port");
        Receiver receiver = new Receiver(by, host, port == null ? 0 : port);
        boolean enabled = !json.has("enabled") || json.flag("enabled");
        return new ForwardingSettings(enabled, format, receiver, certificates(by, json.text("caCertificates")));
    }

    private static @Nullable String certificates(ReceiverTransport transport, @Nullable String pem) {
        if (pem == null || pem.isBlank()) {
            return null;
        }
        if (transport != ReceiverTransport.TLS) {
            throw new InvalidInputException(
                    "caCertificates", "not_with_tcp", "caCertificates are for transport TLS only");
        }
        return CaCertificates.parse("caCertificates", pem).toPem();
    }

    /** {@link #BEGINNING}, {@link #NOW}, or null to stay. */
    static @Nullable String from(JsonBody json) {
        String from = json.text("from");
        if (from == null || from.equals(BEGINNING) || from.equals(NOW)) {
            return from;
        }
        throw new InvalidInputException("from", "unknown_value", "from must be beginning or now");
    }
}
