package io.aim.keycloak.services.audit.forward;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of a test message.
 *
 * @param delivered whether the receiver has read it, as far as TCP tells
 * @param error what went wrong, if it has not
 */
@Schema(name = "AuditForwardingTest")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditForwardingTestRepresentation(
        boolean delivered, @Nullable String error) {}
