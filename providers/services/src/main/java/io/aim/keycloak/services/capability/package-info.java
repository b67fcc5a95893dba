/** What agents may do: the catalogue, grants, requests, and how they show in tokens. */
@NullMarked
package io.aim.keycloak.services.capability;

import org.jspecify.annotations.NullMarked;
