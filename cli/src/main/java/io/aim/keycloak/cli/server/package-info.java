/** Unpacks, builds, starts and stops a real Keycloak distribution. */
package io.aim.keycloak.cli.server;
