/** Set-up of a realm, and the guards around roles and clients. */
package io.aim.keycloak.e2e.realm;
