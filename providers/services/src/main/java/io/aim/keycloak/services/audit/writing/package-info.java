/** Durable writing of events on the token path: many requests share one commit. */
@NullMarked
package io.aim.keycloak.services.audit.writing;

import org.jspecify.annotations.NullMarked;
