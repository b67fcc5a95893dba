/** Capabilities of agents in tokens. */
@NullMarked
package io.aim.keycloak.services.capability;

import org.jspecify.annotations.NullMarked;
