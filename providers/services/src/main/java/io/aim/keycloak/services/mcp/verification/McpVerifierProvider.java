package io.aim.keycloak.services.mcp.verification;

import io.aim.keycloak.spi.mcp.McpVerification;
import org.keycloak.provider.Provider;

/** What carries out verifications of MCP servers, as requests see it. */
public interface McpVerifierProvider extends Provider {

    /** Says that there is something to do. */
    void wake();

    /**
     * Waits until that verification is over, for a few seconds and unless many wait already. No transaction may be open.
     *
     * @return the verification as it is then
     */
    McpVerification await(String realmId, McpVerification verification);
}
