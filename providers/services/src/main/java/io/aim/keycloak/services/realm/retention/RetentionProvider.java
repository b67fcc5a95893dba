package io.aim.keycloak.services.realm.retention;

import org.keycloak.provider.Provider;

/** What removes in the background what realms keep no longer. */
public interface RetentionProvider extends Provider {}
