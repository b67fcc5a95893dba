/** The two REST roots, which join the features. */
@NullMarked
package io.aim.keycloak.services;

import org.jspecify.annotations.NullMarked;
