package io.aim.keycloak.services.rest;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list that is bounded and read as a whole, in the order of texts that tell its items apart.
 *
 * @param next the text after which the next page begins, or null
 * @param total items on all pages
 */
public record SmallList<T>(List<T> items, @Nullable String next, long total) {

    /** The page that was asked for. */
    public static <T> SmallList<T> page(List<T> all, Function<T, String> key, PageParameters parameters) {
        String after = parameters.after();
        int max = parameters.size();
        List<T> rest = all.stream()
                .sorted(Comparator.comparing(key))
                .filter(item -> after == null || key.apply(item).compareTo(after) > 0)
                .toList();
        List<T> items = rest.stream().limit(max).toList();
        String next = rest.size() > max ? key.apply(items.get(max - 1)) : null;
        return new SmallList<>(items, next, all.size());
    }
}
