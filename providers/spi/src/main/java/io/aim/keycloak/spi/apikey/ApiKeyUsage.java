package io.aim.keycloak.spi.apikey;

import java.time.LocalDate;

/**
 * How often a key was used for one operation on one day.
 *
 * @param day day in UTC
 * @param operation id of the operation in the OpenAPI description
 * @param requests requests that the key authenticated
 * @param errors those of them that were not answered with success
 */
public record ApiKeyUsage(LocalDate day, String operation, long requests, long errors) {}
