/** Tables and stores of Agent Identity Management in Keycloak's own database. */
@NullMarked
package io.aim.keycloak.jpa;

import org.jspecify.annotations.NullMarked;
