/** Client authentication of agents by assertions signed with Ed25519. */
@NullMarked
package io.aim.keycloak.services.agent.authentication;

import org.jspecify.annotations.NullMarked;
