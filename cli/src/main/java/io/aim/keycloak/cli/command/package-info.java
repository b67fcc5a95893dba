/** The commands: a local server for trying things out, and the guided demonstration. */
package io.aim.keycloak.cli.command;
