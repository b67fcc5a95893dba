package io.aim.keycloak.core.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.InvalidInputException;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ResourceUriProperties {

    private static final Arbitrary<String> LABEL =
            Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(12);

    @Provide
    Arbitrary<String> hosts() {
        return LABEL.list().ofMinSize(1).ofMaxSize(4).map(labels -> String.join(".", labels));
    }

    /** Characters that paths may have as they are. */
    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .withChars("-_~/")
                .ofMaxLength(30)
                .map(path -> "/" + path);
    }

    /** Text that looks like an address, mostly. */
    @Provide
    Arbitrary<String> anything() {
        Arbitrary<String> part = Arbitraries.of(
                "https",
                "http",
                "://",
                ":",
                "/",
                "//",
                "@",
                "[",
                "]",
                "::1",
                "127.0.0.1",
                "localhost",
                "example.com",
                "Bücher",
                "%2e",
                "%41",
                "%",
                ".",
                "..",
                "?",
                "#",
                "443",
                "80",
                "é",
                "xn--",
                "\\",
                "0x7f",
                " ");
        return Arbitraries.oneOf(
                part.list().ofMaxSize(8).map(parts -> "https://" + String.join("", parts)),
                part.list().ofMaxSize(10).map(parts -> String.join("", parts)),
                Arbitraries.strings().ofMaxLength(40));
    }

    @Property
    void aCanonicalFormIsItsOwnCanonicalForm(@ForAll("anything") String text) {
        try {
            String canonical = ResourceUri.parse("url", text, true).value();
            assertThat(ResourceUri.parse("url", canonical, true).value()).isEqualTo(canonical);
            assertThat(canonical)
                    .matches("https?://[a-z0-9.:\\[\\]-]+([/?][\\x21-\\x7e]*)?")
                    .doesNotContain("#");
        } catch (InvalidInputException refusal) {
            assertThat(refusal.code())
                    .isIn("invalid_url", "insecure_url", "required", "too_long", "invalid_characters");
        }
    }

    @Property
    void spellingsOfOneAddressHaveOneForm(@ForAll("hosts") String host, @ForAll("paths") String path) {
        String plain = ResourceUri.parse("url", "https://" + host + path, false).value();

        assertThat(ResourceUri.parse("url", "HTTPS://" + host.toUpperCase(Locale.ROOT) + ":443" + path, false)
                        .value())
                .isEqualTo(plain);
        assertThat(ResourceUri.parse("url", "https://" + host + ":" + encoded(path), false)
                        .value())
                .isEqualTo(plain);
    }

    /** Everything but slashes percent-encoded. */
    private static String encoded(String path) {
        StringBuilder text = new StringBuilder();
        path.chars().forEach(c -> text.append(c == '/' ? "/" : String.format("%%%02x", c)));
        return text.toString();
    }

    @Provide
    Arbitrary<String> differing() {
        return Combinators.combine(LABEL, LABEL)
                .as((a, b) -> a + " " + b)
                .filter(pair -> !pair.split(" ", -1)[0].equals(pair.split(" ", -1)[1]));
    }

    @Property
    void hostsAndPathsThatDifferStayDifferent(@ForAll("differing") String pair) {
        String[] words = pair.split(" ", -1);

        assertThat(ResourceUri.parse("url", "https://" + words[0] + ".example/" + words[1], false))
                .isNotEqualTo(ResourceUri.parse("url", "https://" + words[1] + ".example/" + words[1], false))
                .isNotEqualTo(ResourceUri.parse("url", "https://" + words[0] + ".example/" + words[0], false));
    }
}
