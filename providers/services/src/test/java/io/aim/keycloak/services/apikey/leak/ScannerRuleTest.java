package io.aim.keycloak.services.apikey.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.aim.keycloak.core.apikey.PlainApiKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The expressions that the documentation hands to scanners find the keys that the server makes. */
class ScannerRuleTest {

    private static final Path DOCS = Path.of("../../docs");

    private static Pattern extract(String file, String around) throws IOException {
        Matcher matcher = Pattern.compile(around, Pattern.MULTILINE).matcher(Files.readString(DOCS.resolve(file)));
        assertThat(matcher.find()).as(file).isTrue();
        return Pattern.compile(matcher.group(1));
    }

    @Test
    void findEveryKeyInWhateverStandsAroundIt() throws IOException {
        List<Pattern> rules =
                List.of(extract("gitleaks.toml", "^regex = '''(.+)'''$"), extract("api-keys.md", "^(aim_live_\\[.+)$"));
        for (int seed = 0; seed < 1000; seed++) {
            String key = PlainApiKey.generate(new Random(seed)).reveal();
            for (Pattern rule : rules) {
                for (String text : List.of(key, "AIM_KEY=" + key, "\"" + key + "\",", "Bearer " + key + "\n")) {
                    Matcher found = rule.matcher(text);
                    assertThat(found.find()).as(text).isTrue();
                    assertThat(found.group()).isEqualTo(key);
                }
            }
        }
    }

    @Test
    void theRulesKeywordIsTheBeginningOfAKey() throws IOException {
        assertThat(Files.readString(DOCS.resolve("gitleaks.toml")))
                .contains("keywords = [\"" + PlainApiKey.PREFIX + "\"]");
    }
}
