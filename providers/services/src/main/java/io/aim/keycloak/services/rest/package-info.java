/** What all resources share: bodies, errors, callers. It knows no feature. */
@NullMarked
package io.aim.keycloak.services.rest;

import org.jspecify.annotations.NullMarked;
