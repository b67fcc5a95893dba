package io.aim.keycloak.services.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A user of the realm.
 *
 * @param id user id
 * @param username username
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserReference(String id, @Nullable String username) {}
