package io.aim.keycloak.core.apikey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * An API key as its holder has it: {@code aim_live_<id>_<secret><checksum>}. The checksum is the CRC-32 of everything
 * before it, so that text that merely looks like a key is refused without a query.
 */
public final class PlainApiKey {

    /** What every key begins with; scanners for leaked secrets look for it. */
    public static final String PREFIX = "aim_live_";

    /** Characters of the id, which is no secret. */
    public static final int ID_LENGTH = 16;

    /** Characters of the secret: 256 bits. */
    public static final int SECRET_LENGTH = 43;

    /** Characters of the checksum. */
    public static final int CHECKSUM_LENGTH = 6;

    /** Characters of a key. */
    public static final int LENGTH = PREFIX.length() + ID_LENGTH + 1 + SECRET_LENGTH + CHECKSUM_LENGTH;

    private static final int SEPARATOR = PREFIX.length() + ID_LENGTH;

    private final String id;
    private final String text;

    private PlainApiKey(String id, String text) {
        this.id = id;
        this.text = text;
    }

    /** A key that nobody has had before. */
    public static PlainApiKey generate(RandomGenerator random) {
        return of(Base62.random(random, ID_LENGTH), Base62.random(random, SECRET_LENGTH));
    }

    /** Another secret for the key with that id. */
    public static PlainApiKey generate(String id, RandomGenerator random) {
        return of(id, Base62.random(random, SECRET_LENGTH));
    }

    static PlainApiKey of(String id, String secret) {
        if (!isId(id) || secret.length() != SECRET_LENGTH || !Base62.matches(secret)) {
            throw new IllegalArgumentException("These are not the parts of an API key");
        }
        String body = PREFIX + id + "_" + secret;
        return new PlainApiKey(id, body + checksum(body));
    }

    /** The key that the text is, or empty. */
    public static Optional<PlainApiKey> parse(@Nullable String text) {
        if (text == null
                || text.length() != LENGTH
                || !text.startsWith(PREFIX)
                || text.charAt(SEPARATOR) != '_'
                || !Base62.matches(text.substring(SEPARATOR + 1))) {
            return Optional.empty();
        }
        String id = text.substring(PREFIX.length(), SEPARATOR);
        String body = text.substring(0, LENGTH - CHECKSUM_LENGTH);
        return isId(id) && MessageDigest.isEqual(bytes(checksum(body)), bytes(text.substring(body.length())))
                ? Optional.of(new PlainApiKey(id, text))
                : Optional.empty();
    }

    /** Whether the text can be the id of a key. */
    public static boolean isId(@Nullable String text) {
        return text != null && text.length() == ID_LENGTH && Base62.matches(text);
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(bytes(body));
        return Base62.encode(crc.getValue(), CHECKSUM_LENGTH);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Which key this is. */
    public String id() {
        return id;
    }

    /** The key itself, for its holder alone. */
    public String reveal() {
        return text;
    }

    /** Tells the id only: this may end in a log. */
    @Override
    public String toString() {
        return PREFIX + id + "_…";
    }
}
