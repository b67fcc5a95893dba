package io.aim.keycloak.services.rest;

import io.aim.keycloak.core.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A place in a list in the order of names: the name of the last item before it. */
public final class NameCursor {

    private NameCursor() {}

    /**
     * The name after which the page begins; null if nothing was sent.
     *
     * @param name rule for names, which returns the name or refuses it
     */
    public static @Nullable String parse(@Nullable String after, UnaryOperator<String> name) {
        if (after == null) {
            return null;
        }
        try {
            return name.apply(new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | InvalidInputException e) {
            throw new InvalidInputException(
                    "after", "invalid_cursor", "after must be the value of next of an earlier page");
        }
    }

    /** The value of {@code next}. */
    public static String text(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }
}
