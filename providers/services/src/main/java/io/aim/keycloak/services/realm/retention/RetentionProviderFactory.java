package io.aim.keycloak.services.realm.retention;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link RetentionProvider}. */
public interface RetentionProviderFactory extends ProviderFactory<RetentionProvider> {}
