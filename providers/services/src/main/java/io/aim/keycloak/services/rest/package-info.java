/** The two REST roots and what all resources share. */
@NullMarked
package io.aim.keycloak.services.rest;

import org.jspecify.annotations.NullMarked;
