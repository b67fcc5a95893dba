package io.aim.keycloak.services.alert.rules;

import org.keycloak.provider.Provider;

/** What looks at the trail in the background. */
public interface AlertRunnerProvider extends Provider {}
