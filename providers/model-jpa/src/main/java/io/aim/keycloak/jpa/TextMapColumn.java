package io.aim.keycloak.jpa;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.keycloak.util.JsonSerialization;

/** Texts by name as a JSON object in a column; null when there are none. */
public final class TextMapColumn {

    private static final TypeReference<TreeMap<String, String>> TYPE = new TypeReference<>() {};

    private TextMapColumn() {}

    /** The column of those texts. */
    public static @Nullable String write(SortedMap<String, String> texts) {
        if (texts.isEmpty()) {
            return null;
        }
        try {
            return JsonSerialization.writeValueAsString(texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the column holds what was written. */
    public static boolean isReadable(@Nullable String column) {
        try {
            read(column);
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** The texts of that column. */
    public static SortedMap<String, String> read(@Nullable String column) {
        if (column == null) {
            return Collections.emptySortedMap();
        }
        try {
            TreeMap<String, String> texts = JsonSerialization.readValue(column, TYPE);
            if (texts == null || texts.containsValue(null)) {
                throw new IOException("null is no text");
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException("A column does not hold the texts that were written", e);
        }
    }
}
