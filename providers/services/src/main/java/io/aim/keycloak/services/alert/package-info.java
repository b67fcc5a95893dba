/** Alerts for administrators: lists, and what may be done about one. */
@NullMarked
package io.aim.keycloak.services.alert;

import org.jspecify.annotations.NullMarked;
