/** Node-local copies of agents for the token path, and how they stay fresh. */
@NullMarked
package io.aim.keycloak.services.agent.snapshot;

import org.jspecify.annotations.NullMarked;
