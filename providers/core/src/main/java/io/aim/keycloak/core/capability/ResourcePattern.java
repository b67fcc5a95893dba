package io.aim.keycloak.core.capability;

import io.aim.keycloak.core.InvalidInputException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A glob over names of resources: {@code *} stands for any number of characters but {@code /}, {@code **} for any number
 * of any characters; everything else stands for itself, case included. At most 512 characters.
 *
 * <p>All places of the pattern that the text can have reached are kept as a set of bits, so that the work is bounded by
 * (length of the text) x (length of the pattern / 64), whatever the stars.
 */
public final class ResourcePattern {

    /** Longest pattern, in characters. */
    public static final int MAX = 512;

    private static final long[] NOWHERE = {};

    private final String text;
    private final int words;
    private final int end;
    /** Per character, the places that it leads on from. */
    private final Map<Character, long[]> literals = new HashMap<>();
    /** Places that hold a star of either kind. */
    private final long[] stars;
    /** Places that a slash does not leave: those of a double star. */
    private final long[] doubleStars;

    private ResourcePattern(String text) {
        this.text = text;
        this.words = text.length() / Long.SIZE + 1;
        this.stars = new long[words];
        this.doubleStars = new long[words];
        int place = 0;
        int i = 0;
        while (i < text.length()) {
            char character = text.charAt(i);
            int run = i;
            while (character == '*' && run < text.length() && text.charAt(run) == '*') {
                run++;
            }
            if (run > i) {
                set(stars, place);
                if (run > i + 1) {
                    set(doubleStars, place);
                }
                i = run;
            } else {
                set(literals.computeIfAbsent(character, c -> new long[words]), place);
                i++;
            }
            place++;
        }
        this.end = place;
    }

    /** The pattern, or the rule of {@code field} that it breaks. */
    public static ResourcePattern parse(String field, @Nullable String text) {
        if (text == null) {
            throw new InvalidInputException(field, "required", field + " is required");
        }
        ResourceText.check(field, text, MAX);
        return new ResourcePattern(text);
    }

    /** Whether the name is one of those that the pattern stands for. */
    public boolean matches(ResourceName name) {
        long[] places = begin();
        String resource = name.value();
        for (int i = 0; i < resource.length(); i++) {
            char character = resource.charAt(i);
            long[] stay = character == '/' ? doubleStars : stars;
            if (!step(places, literals.getOrDefault(character, NOWHERE), stay)) {
                return false;
            }
        }
        return isAtEnd(places);
    }

    /**
     * Whether every name that the other pattern stands for is one that this one stands for; may say no where a star of
     * this pattern would have to stand for characters and for half of a star.
     */
    public boolean covers(ResourcePattern other) {
        long[] places = begin();
        int i = 0;
        while (i < other.text.length()) {
            char character = other.text.charAt(i);
            int run = i;
            while (run < other.text.length() && character == '*' && other.text.charAt(run) == '*') {
                run++;
            }
            boolean possible;
            if (run == i) {
                long[] stay = character == '/' ? doubleStars : stars;
                possible = step(places, literals.getOrDefault(character, NOWHERE), stay);
                i++;
            } else {
                possible = step(places, NOWHERE, run > i + 1 ? doubleStars : stars);
                i = run;
            }
            if (!possible) {
                return false;
            }
        }
        return isAtEnd(places);
    }

    private long[] begin() {
        long[] places = new long[words];
        places[0] = 1;
        passStars(places);
        return places;
    }

    /**
     * Goes on by one character.
     *
     * @param literal places that the character leads on from, or {@link #NOWHERE}
     * @param stay places that the character does not leave
     * @return whether there is any place left
     */
    private boolean step(long[] places, long[] literal, long[] stay) {
        long carry = 0;
        long any = 0;
        for (int word = 0; word < words; word++) {
            long moving = literal.length == 0 ? 0 : places[word] & literal[word];
            places[word] = (places[word] & stay[word]) | (moving << 1) | carry;
            carry = moving >>> (Long.SIZE - 1);
            any |= places[word];
        }
        passStars(places);
        return any != 0;
    }

    private boolean isAtEnd(long[] places) {
        return ((places[end / Long.SIZE] >>> (end % Long.SIZE)) & 1) == 1;
    }

    /** A star may stand for nothing. No two stars are neighbours, so one step is enough. */
    private void passStars(long[] places) {
        long carry = 0;
        for (int word = 0; word < words; word++) {
            long passing = places[word] & stars[word];
            places[word] |= (passing << 1) | carry;
            carry = passing >>> (Long.SIZE - 1);
        }
    }

    private static void set(long[] bits, int place) {
        bits[place / Long.SIZE] |= 1L << (place % Long.SIZE);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResourcePattern pattern && text.equals(pattern.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The pattern as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
