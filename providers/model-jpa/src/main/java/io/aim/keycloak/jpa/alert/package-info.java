/** Alerts in Keycloak's database. */
@NullMarked
package io.aim.keycloak.jpa.alert;

import org.jspecify.annotations.NullMarked;
