/** End-to-end tests: a real server, a real database, nothing replaced. */
package io.aim.keycloak.e2e;
