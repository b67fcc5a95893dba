/** Security policies of a realm, and what they would have done. */
@NullMarked
package io.aim.keycloak.services.policy;

import org.jspecify.annotations.NullMarked;
