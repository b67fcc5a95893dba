/** Requests to hosts that somebody else than the operator of the server names. */
@NullMarked
package io.aim.keycloak.services.outbound;

import org.jspecify.annotations.NullMarked;
