package io.aim.keycloak.services.permission;

import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;

/** What somebody holds: our roles, and Keycloak's own permissions on clients. */
interface Power {

    /** Whether one of the roles is held. */
    boolean holdsOneOf(AimRole... roles);

    /** Whether all clients may be seen, or that one. */
    boolean seesClients(@Nullable ClientModel client);

    /** Whether all clients may be changed, or that one. */
    boolean managesClients(@Nullable ClientModel client);
}
