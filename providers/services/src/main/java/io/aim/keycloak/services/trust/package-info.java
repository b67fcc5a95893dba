/** Trust scores of agents in tokens. */
@NullMarked
package io.aim.keycloak.services.trust;

import org.jspecify.annotations.NullMarked;
