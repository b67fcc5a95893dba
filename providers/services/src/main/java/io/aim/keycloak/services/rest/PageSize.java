package io.aim.keycloak.services.rest;

import io.aim.keycloak.core.InvalidInputException;

/** Size of a page, as sent in {@code max}. */
public final class PageSize {

    private static final int MAX = 500;

    private PageSize() {}

    /**
     * The size as a number.
     *
     * @throws InvalidInputException unless it is a number from 1 to 500
     */
    public static int of(String max) {
        try {
            int size = Integer.parseInt(max);
            if (size >= 1 && size <= MAX) {
                return size;
            }
        } catch (NumberFormatException e) {
            // the same answer as for a number out of range
        }
        throw new InvalidInputException("max", "invalid_number", "max must be a number from 1 to " + MAX);
    }
}
