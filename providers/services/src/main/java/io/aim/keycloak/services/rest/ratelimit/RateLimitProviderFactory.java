package io.aim.keycloak.services.rest.ratelimit;

import org.keycloak.provider.ProviderFactory;

/** Factory of {@link RateLimitProvider}. */
public interface RateLimitProviderFactory extends ProviderFactory<RateLimitProvider> {}
