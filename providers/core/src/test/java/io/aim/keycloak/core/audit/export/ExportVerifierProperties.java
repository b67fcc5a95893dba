package io.aim.keycloak.core.audit.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;

/** Whatever is done to the lines of an export that changes what they say is found. */
class ExportVerifierProperties {

    private static final Archive WHOLE = Archive.of(600);

    private List<String> lines = List.of();

    @BeforeTry
    void undamaged() {
        lines = new ArrayList<>(WHOLE.lines());
    }

    @Property(tries = 150)
    void anyDeletedLine(@ForAll @IntRange(max = 601) int place) {
        lines.remove(place);
        assertFound();
    }

    @Property(tries = 150)
    void anyRepeatedLine(@ForAll @IntRange(max = 601) int from, @ForAll @IntRange(max = 602) int to) {
        lines.add(to, lines.get(from));
        assertFound();
    }

    @Property(tries = 150)
    void anyTwoSwappedLines(@ForAll @IntRange(max = 601) int one, @ForAll @IntRange(max = 600) int distance) {
        Collections.swap(lines, one, (one + 1 + distance) % lines.size());
        assertFound();
    }

    @Property(tries = 150)
    void anyMovedLine(@ForAll @IntRange(max = 601) int from, @ForAll @IntRange(max = 600) int distance) {
        String line = lines.remove(from);
        lines.add((from + 1 + distance) % (lines.size() + 1), line);
        assertFound();
    }

    /** Of letters and digits, none can be replaced without changing what the line says. */
    @Property(tries = 300)
    void anyChangedCharacter(@ForAll @IntRange(max = 601) int place, @ForAll @IntRange(max = 100_000) int at) {
        String line = lines.get(place);
        char[] characters = line.toCharArray();
        int i = at % characters.length;
        characters[i] = characters[i] == 'x' ? 'y' : 'x';
        lines.set(place, new String(characters));
        assertFound();
    }

    @Property(tries = 150)
    void anyRenumberedLine(@ForAll @IntRange(max = 601) int place, @ForAll @IntRange(max = 2000) int number) {
        String renumbered = lines.get(place).replaceFirst("(\"seq\"|\"block\"):\\d+", "$1:" + number);
        boolean same = renumbered.equals(lines.set(place, renumbered));
        assertThat(WHOLE.with(lines).verify().intact()).isEqualTo(same);
    }

    @Property(tries = 100)
    void anyTruncation(@ForAll @IntRange(max = 601) int end) {
        lines.subList(end, lines.size()).clear();
        assertFound();
    }

    @Property(tries = 100)
    void manyDamagesAtOnceDoNotMakeItThrow(
            @ForAll @Size(max = 60) List<@IntRange(max = 601) Integer> places,
            @ForAll @Size(max = 60) List<@IntRange(max = 5) Integer> kinds) {
        for (int i = 0; i < Math.min(places.size(), kinds.size()); i++) {
            int place = places.get(i) % lines.size();
            switch (kinds.get(i)) {
                case 0 -> lines.remove(place);
                case 1 -> lines.add(place, lines.get(lines.size() - 1 - place));
                case 2 -> Collections.swap(lines, place, lines.size() / 2);
                case 3 -> lines.set(place, lines.get(place).replaceFirst(":\\d+", ":" + places.get(0)));
                case 4 ->
                    lines.add(
                            place,
                            "{\"subtree\":{\"height\":" + i % 12 + ",\"index\":" + places.get(0) % 7 + ",\"hash\":\""
                                    + "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"}}");
                default -> lines.set(place, "x");
            }
        }
        boolean same = lines.equals(WHOLE.lines());
        assertThat(WHOLE.with(lines).verify().intact()).isEqualTo(same);
    }

    @Example
    void nothingChangedIsNothingFound() {
        assertThat(WHOLE.verify().findings()).isEmpty();
    }

    private void assertFound() {
        assertThat(WHOLE.with(lines).verify().intact()).isFalse();
    }
}
