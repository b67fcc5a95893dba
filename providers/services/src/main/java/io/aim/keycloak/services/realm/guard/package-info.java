/** Keeps the AIM roles and the agents' clients from being changed around the product's back. */
@NullMarked
package io.aim.keycloak.services.realm.guard;

import org.jspecify.annotations.NullMarked;
