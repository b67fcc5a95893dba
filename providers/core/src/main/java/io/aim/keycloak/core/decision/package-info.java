/** Whether an agent may do something now, and why. */
@NullMarked
package io.aim.keycloak.core.decision;

import org.jspecify.annotations.NullMarked;
