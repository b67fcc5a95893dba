/** Measures what a token costs: agents side by side with the clients that Keycloak knows without the extension. */
package io.aim.keycloak.benchmark;
