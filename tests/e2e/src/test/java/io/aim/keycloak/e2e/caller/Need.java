package io.aim.keycloak.e2e.caller;

/** What an endpoint demands; each contains those before it. */
public enum Need {
    VIEW,
    OPERATE,
    MANAGE
}
