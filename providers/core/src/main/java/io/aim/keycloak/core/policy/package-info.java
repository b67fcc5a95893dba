/** Security policies of a realm: when something about an action is wrong, and what follows. */
@NullMarked
package io.aim.keycloak.core.policy;

import org.jspecify.annotations.NullMarked;
