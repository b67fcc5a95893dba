/** What time does to agents: keys and agents that expire, sponsors who leave, when an agent was seen last. */
@NullMarked
package io.aim.keycloak.services.agent.lifecycle;

import org.jspecify.annotations.NullMarked;
