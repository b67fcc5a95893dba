package io.aim.keycloak.services.outbound;

import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/** Requests to hosts that realms name. */
public interface OutboundProvider extends Provider {

    /** A client under the rules of the realm as they are now. It outlives the session: no transaction may be open. */
    OutboundClient client(RealmModel realm);
}
