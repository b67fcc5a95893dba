/** The roles of the product and what they permit. */
@NullMarked
package io.aim.keycloak.services.permission;

import org.jspecify.annotations.NullMarked;
