/** Verification of MCP servers: honest servers, servers that lie, and addresses that nobody should connect to. */
package io.aim.keycloak.e2e.mcp.verification;
