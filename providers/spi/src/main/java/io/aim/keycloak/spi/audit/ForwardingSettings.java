package io.aim.keycloak.spi.audit;

import io.aim.keycloak.core.audit.forward.ForwardFormat;
import io.aim.keycloak.core.audit.forward.Receiver;
import org.jspecify.annotations.Nullable;

/**
 * Where a realm's trail is forwarded to.
 *
 * @param enabled whether it is; otherwise the place where it stopped is kept
 * @param format what messages say
 * @param receiver who gets them
 * @param caCertificates whom to trust to vouch for the receiver, in PEM; null for those whom the server trusts
 */
public record ForwardingSettings(
        boolean enabled,
        ForwardFormat format,
        Receiver receiver,
        @Nullable String caCertificates) {}
