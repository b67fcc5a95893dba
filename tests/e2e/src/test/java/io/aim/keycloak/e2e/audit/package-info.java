/** Agents from registration to removal, and who may do what with them. */
package io.aim.keycloak.e2e.agent;
