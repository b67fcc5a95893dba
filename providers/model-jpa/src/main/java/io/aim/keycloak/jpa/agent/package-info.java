/** Rows of agents, their keys and the record of their changes. */
@NullMarked
package io.aim.keycloak.jpa.agent;

import org.jspecify.annotations.NullMarked;
