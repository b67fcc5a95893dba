/** Contract between the agent services and whoever stores agents. */
@NullMarked
package io.aim.keycloak.spi.agent;

import org.jspecify.annotations.NullMarked;
