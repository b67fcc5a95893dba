package io.aim.keycloak.jpa.audit;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.keycloak.util.JsonSerialization;

/** Details as a JSON object in a column; null when there are none. */
final class DetailsColumn {

    private static final TypeReference<TreeMap<String, String>> TYPE = new TypeReference<>() {};

    private DetailsColumn() {}

    static @Nullable String write(SortedMap<String, String> details) {
        if (details.isEmpty()) {
            return null;
        }
        try {
            return JsonSerialization.writeValueAsString(details);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isReadable(@Nullable String column) {
        try {
            read(column);
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    static SortedMap<String, String> read(@Nullable String column) {
        if (column == null) {
            return Collections.emptySortedMap();
        }
        try {
            TreeMap<String, String> details = JsonSerialization.readValue(column, TYPE);
            if (details == null || details.containsValue(null)) {
                throw new IOException("null is no detail");
            }
            return details;
        } catch (IOException e) {
            throw new UncheckedIOException("The details of an event are not what was written", e);
        }
    }
}
