package io.aim.keycloak.core.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an event knows of a person. The event itself holds only the {@link #commitment()}: these values can be destroyed,
 * and whoever still has them can show that they are the original ones.
 *
 * @param salt 128 random bits, base64url, without which nobody can try out values
 * @param values such as {@code name}, {@code sourceIp}, {@code userAgent}
 */
public record PersonalData(String salt, SortedMap<String, String> values) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String SALT = "salt";

    public PersonalData {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Those values with a fresh salt. */
    public static PersonalData of(SortedMap<String, String> values) {
        byte[] salt = new byte[16];
        RANDOM.nextBytes(salt);
        return new PersonalData(Base64.getUrlEncoder().withoutPadding().encodeToString(salt), values);
    }

    /** The values of {@link #toJson()}. */
    public static PersonalData fromJson(ObjectNode json) {
        TreeMap<String, String> values = new TreeMap<>();
        json.properties()
                .forEach(member -> values.put(member.getKey(), member.getValue().asText()));
        String salt = values.remove(SALT);
        return new PersonalData(salt == null ? "" : salt, values);
    }

    /** All in one JSON object. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, String> value : values.entrySet()) {
            json.put(value.getKey(), value.getValue());
        }
        return json.put(SALT, salt);
    }

    /** Base64url of SHA-256 over the canonical form (RFC 8785) of {@link #toJson()}. */
    public String commitment() {
        return Sha256.base64Url(CanonicalJson.of(toJson()));
    }
}
