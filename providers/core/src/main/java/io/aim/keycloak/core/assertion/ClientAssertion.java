package io.aim.keycloak.core.assertion;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parsed client assertion whose signature is <em>not</em> verified yet. */
public final class ClientAssertion {

    private final Header header;
    private final Claims claims;
    private final byte[] signingInput;
    private final byte[] signature;

    ClientAssertion(Header header, Claims claims, byte[] signingInput, byte[] signature) {
        this.header = header;
        this.claims = claims;
        this.signingInput = signingInput;
        this.signature = signature;
    }

    /** The members of the JOSE header that matter. */
    public Header header() {
        return header;
    }

    /** The registered claims. */
    public Claims claims() {
        return claims;
    }

    /** ASCII bytes of {@code header.payload} (RFC 7515 §5.1); not to be changed. */
    byte[] signingInput() {
        return signingInput;
    }

    /** Decoded signature; not to be changed. */
    byte[] signature() {
        return signature;
    }

    /**
     * @param alg {@code alg}, required by RFC 7515
     * @param kid {@code kid}, or null
     * @param typ {@code typ}, or null
     * @param critical whether a {@code crit} member is present
     */
    public record Header(
            String alg, @Nullable String kid, @Nullable String typ, boolean critical) {}

    /**
     * The registered claims of RFC 7519 §4.1; absent ones are null, an absent {@code aud} is empty. Times are seconds
     * since the epoch, fractions cut off.
     */
    public record Claims(
            @Nullable String iss,
            @Nullable String sub,
            List<String> aud,
            @Nullable Long exp,
            @Nullable Long nbf,
            @Nullable Long iat,
            @Nullable String jti) {}
}
