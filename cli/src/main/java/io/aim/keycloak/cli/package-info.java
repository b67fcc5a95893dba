/** The program behind the {@code aim} script. */
package io.aim.keycloak.cli;
