/** Alerts, as administrators and the people who answer for agents see them. */
package io.aim.keycloak.e2e.alert;
