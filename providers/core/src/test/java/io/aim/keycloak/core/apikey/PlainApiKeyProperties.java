package io.aim.keycloak.core.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class PlainApiKeyProperties {

    private static final String PATTERN = "aim_live_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}";
    private static final int LAST = 74;

    @Provide
    Arbitrary<PlainApiKey> keys() {
        return Arbitraries.longs().map(seed -> PlainApiKey.generate(new Random(seed)));
    }

    @Property
    void whatIsGeneratedIsReadAgain(@ForAll("keys") PlainApiKey key) {
        assertThat(key.reveal()).matches(PATTERN).hasSize(PlainApiKey.LENGTH);
        assertThat(PlainApiKey.parse(key.reveal())).hasValueSatisfying(read -> {
            assertThat(read.reveal()).isEqualTo(key.reveal());
            assertThat(read.id()).isEqualTo(key.id());
        });
    }

    @Property
    void everyOtherCharacterAtAnyPlaceIsNoticed(
            @ForAll("keys") PlainApiKey key,
            @ForAll @IntRange(max = LAST) int position,
            @ForAll @IntRange(min = 1, max = 126) int other) {
        StringBuilder changed = new StringBuilder(key.reveal());
        char before = changed.charAt(position);
        char after = (char) (other >= before ? other + 1 : other);
        changed.setCharAt(position, after);

        assertThat(PlainApiKey.parse(changed.toString())).isEmpty();
    }

    @Property
    void twoNeighboursThatChangePlacesAreNoticed(
            @ForAll("keys") PlainApiKey key, @ForAll @IntRange(max = LAST - 1) int position) {
        StringBuilder changed = new StringBuilder(key.reveal());
        char first = changed.charAt(position);
        changed.setCharAt(position, changed.charAt(position + 1));
        changed.setCharAt(position + 1, first);

        assertThat(PlainApiKey.parse(changed.toString()).isPresent())
                .isEqualTo(changed.toString().equals(key.reveal()));
    }

    @Property
    void aCharacterMoreOrLessIsNoticed(@ForAll("keys") PlainApiKey key, @ForAll @IntRange(max = LAST) int position) {
        String text = key.reveal();

        assertThat(PlainApiKey.parse(text.substring(0, position) + text.substring(position + 1)))
                .isEmpty();
        assertThat(PlainApiKey.parse(text.substring(0, position) + "a" + text.substring(position)))
                .isEmpty();
    }

    @Property
    void garbageIsNoKey(@ForAll String garbage) {
        assertThat(PlainApiKey.parse(garbage)).isEmpty();
        assertThat(PlainApiKey.parse(PlainApiKey.PREFIX + garbage)).isEmpty();
    }

    /** One in four thousand million would pass by chance. */
    @Property
    void theRightFormWithoutTheRightChecksumIsNoKey(
            @ForAll("keys") PlainApiKey key, @ForAll("keys") PlainApiKey other) {
        int body = PlainApiKey.LENGTH - PlainApiKey.CHECKSUM_LENGTH;
        String mixed = key.reveal().substring(0, body) + other.reveal().substring(body);

        assertThat(PlainApiKey.parse(mixed).isPresent()).isEqualTo(mixed.equals(key.reveal()));
    }

    @Property
    void aKeyShowsItsIdButNotItsSecret(@ForAll("keys") PlainApiKey key) {
        assertThat(key.toString())
                .contains(key.id())
                .doesNotContain(key.reveal().substring(PlainApiKey.PREFIX.length() + PlainApiKey.ID_LENGTH + 1));
    }
}
