package io.aim.keycloak.services.agent.authentication;

import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.AuthenticationFlowException;

/** Ends the client flow in Keycloak's own words. Without a stack trace: strangers decide how often it is thrown. */
final class UnknownClientException extends AuthenticationFlowException {

    private static final long serialVersionUID = 1L;

    UnknownClientException() {
        super(AuthenticationFlowError.CLIENT_NOT_FOUND);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
