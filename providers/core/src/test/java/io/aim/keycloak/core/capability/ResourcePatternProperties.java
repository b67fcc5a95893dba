package io.aim.keycloak.core.capability;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ResourcePatternProperties {

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings().withChars("ab/**").ofMinLength(1).ofMaxLength(12);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars("ab/*").ofMinLength(1).ofMaxLength(10);
    }

    @Provide
    Arbitrary<String> longPatterns() {
        return Arbitraries.strings().withChars("ab/**").ofMinLength(60).ofMaxLength(140);
    }

    @Property(tries = 20_000)
    void saysWhatTheDefinitionSays(@ForAll("patterns") String pattern, @ForAll("names") String name) {
        assertThat(matches(pattern, name)).isEqualTo(defined(pattern, 0, name, 0));
    }

    @Property(tries = 20_000)
    void whatAPatternCoversItMatchesToo(
            @ForAll("patterns") String pattern, @ForAll("patterns") String other, @ForAll("names") String name) {
        ResourcePattern wide = ResourcePattern.parse("p", pattern);
        ResourcePattern narrow = ResourcePattern.parse("p", other);
        ResourceName resource = new ResourceName(name);
        assertThat(wide.covers(narrow) && narrow.matches(resource) && !wide.matches(resource))
                .isFalse();
    }

    /** Places beyond the first 64 are kept in further words. */
    @Property(tries = 2_000)
    void aLongPatternMatchesWhatItsStarsAreFilledWith(
            @ForAll("longPatterns") String pattern, @ForAll("names") String filling) {
        String plain = filling.replace('/', 'a');
        String name =
                pattern.replaceAll("\\*\\*+", "\u0001").replace("*", plain).replace("\u0001", filling);

        assertThat(matches(pattern, name)).isTrue();
        assertThat(matches(pattern, name + "c")).isEqualTo(pattern.endsWith("*"));
    }

    private static boolean matches(String pattern, String name) {
        return ResourcePattern.parse("p", pattern).matches(new ResourceName(name));
    }

    /** The definition of the glob, word by word; slow. */
    private static boolean defined(String pattern, int p, String name, int n) {
        if (p == pattern.length()) {
            return n == name.length();
        }
        if (pattern.startsWith("**", p)) {
            return defined(pattern, p + 2, name, n) || (n < name.length() && defined(pattern, p, name, n + 1));
        }
        if (pattern.charAt(p) == '*') {
            return defined(pattern, p + 1, name, n)
                    || (n < name.length() && name.charAt(n) != '/' && defined(pattern, p, name, n + 1));
        }
        return n < name.length() && name.charAt(n) == pattern.charAt(p) && defined(pattern, p + 1, name, n + 1);
    }
}
