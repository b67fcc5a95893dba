/** Gives every checkpoint to places that the operator names, so that others can hold the operator to them. */
@NullMarked
package io.aim.keycloak.services.audit.anchor;

import org.jspecify.annotations.NullMarked;
