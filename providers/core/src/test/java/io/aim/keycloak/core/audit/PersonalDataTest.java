package io.aim.keycloak.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PersonalDataTest {

    private static final SortedMap<String, String> ZOE =
            new TreeMap<>(Map.of("name", "zoë", "sourceIp", "192.0.2.7", "userAgent", "curl/8.5"));

    @Test
    void theCommitmentIsTheHashOfTheCanonicalForm() throws NoSuchAlgorithmException {
        PersonalData data = new PersonalData("c2FsdA", ZOE);
        String canonical =
                "{\"name\":\"zoë\",\"salt\":\"c2FsdA\",\"sourceIp\":\"192.0.2.7\",\"userAgent\":\"curl/8.5\"}";
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));

        assertThat(data.commitment())
                .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(hash))
                .hasSize(43);
    }

    @Test
    void theSameValuesWithAnotherSaltHaveAnotherCommitment() {
        assertThat(new PersonalData("a", ZOE).commitment())
                .isEqualTo(new PersonalData("a", ZOE).commitment())
                .isNotEqualTo(new PersonalData("b", ZOE).commitment());
    }

    @Test
    void everySaltIsOneOf128Bits() {
        var salts = IntStream.range(0, 1_000)
                .mapToObj(i -> PersonalData.of(ZOE).salt())
                .collect(Collectors.toSet());

        assertThat(salts)
                .hasSize(1_000)
                .allSatisfy(
                        salt -> assertThat(Base64.getUrlDecoder().decode(salt)).hasSize(16));
    }

    @Test
    void everyValueCounts() {
        String commitment = new PersonalData("a", ZOE).commitment();

        for (String name : ZOE.keySet()) {
            TreeMap<String, String> less = new TreeMap<>(ZOE);
            less.remove(name);
            TreeMap<String, String> other = new TreeMap<>(ZOE);
            other.put(name, "other");

            assertThat(new PersonalData("a", less).commitment()).isNotEqualTo(commitment);
            assertThat(new PersonalData("a", other).commitment()).isNotEqualTo(commitment);
        }
    }

    @Test
    void survivesJson() {
        PersonalData data = PersonalData.of(ZOE);

        assertThat(PersonalData.fromJson(data.toJson())).isEqualTo(data);
        assertThat(PersonalData.fromJson(data.toJson()).commitment()).isEqualTo(data.commitment());
    }

    @Test
    void nobodyChangesItLater() {
        TreeMap<String, String> values = new TreeMap<>(ZOE);
        PersonalData data = new PersonalData("a", values);
        values.put("name", "eve");

        assertThat(data.values()).isEqualTo(ZOE);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> data.values().put("name", "eve"));
    }
}
