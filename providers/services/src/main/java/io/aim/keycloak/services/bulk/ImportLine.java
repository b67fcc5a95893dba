package io.aim.keycloak.services.bulk;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.services.rest.AimException;
import io.aim.keycloak.services.rest.JsonBody;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A line of an import.
 *
 * @param number from 1
 * @param text a JSON object, as long as nobody has looked
 */
public record ImportLine(int number, String text) {

    /** Most lines of a request. */
    public static final int MAX = 1_000;

    /**
     * The lines of a body, without those that are empty.
     *
     * @param thing what stands in each line
     * @throws InvalidInputException if there are too many, or none
     */
    public static List<ImportLine> of(@Nullable String body, String thing) {
        List<String> lines = body == null ? List.of() : body.lines().toList();
        if (lines.size() > MAX || lines.stream().allMatch(String::isBlank)) {
            throw new InvalidInputException(
                    "", "out_of_range", "The body must have 1 to " + MAX + " lines, one " + thing + " in each");
        }
        return IntStream.range(0, lines.size())
                .filter(i -> !lines.get(i).isBlank())
                .mapToObj(i -> new ImportLine(i + 1, lines.get(i)))
                .toList();
    }

    /** The name that the line gives, if it is an object that has one. */
    public @Nullable String name() {
        try {
            return JsonBody.object(text).path("name").textValue();
        } catch (InvalidInputException | AimException e) {
            return null;
        }
    }
}
