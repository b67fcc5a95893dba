/** The commands: a local server for trying things out, the guided demonstration, the verification of audit exports. */
package io.aim.keycloak.cli.command;
