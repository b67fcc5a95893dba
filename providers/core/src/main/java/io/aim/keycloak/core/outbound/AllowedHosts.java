package io.aim.keycloak.core.outbound;

import io.aim.keycloak.core.InvalidInputException;
import io.aim.keycloak.core.IpRange;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Internal hosts that a realm lets the server connect to, by name or by address. */
public final class AllowedHosts {

    /** Most entries. */
    public static final int MAX = 100;

    /** Nobody. */
    public static final AllowedHosts NONE = new AllowedHosts(Set.of());

    private static final int MAX_NAME = 253;
    private static final String LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";

    /** The last part has a letter: what ends in a number is an address to some and a name to others. */
    private static final Pattern NAME = Pattern.compile("(?:" + LABEL + "\\.)*(?!0x)(?=[a-z0-9_-]*[a-z])" + LABEL);

    private final Set<String> entries;
    private final List<IpRange> ranges;

    private AllowedHosts(Set<String> entries) {
        this.entries = entries;
        this.ranges =
                entries.stream().map(IpRange::parse).flatMap(Optional::stream).toList();
    }

    /**
     * Reads host names and ranges of addresses.
     *
     * @throws InvalidInputException if there are too many, or one is neither; {@code field} and the place in the list are
     *     named
     */
    public static AllowedHosts parse(String field, List<? extends @Nullable String> texts) {
        if (texts.size() > MAX) {
            throw new InvalidInputException(field, "too_many", field + " may have at most " + MAX + " entries");
        }
        Set<String> entries = new TreeSet<>();
        for (int i = 0; i < texts.size(); i++) {
            String path = field + "[" + i + "]";
            entries.add(entry(texts.get(i))
                    .orElseThrow(() -> new InvalidInputException(
                            path,
                            "invalid_host",
                            path + " must be a host name without scheme, port and wildcards, an IP address or a range"
                                    + " in CIDR notation")));
        }
        return new AllowedHosts(entries);
    }

    /** What {@link #entries()} said, whatever became of it since: an entry that is none is left out. */
    public static AllowedHosts stored(Collection<String> texts) {
        return new AllowedHosts(texts.stream()
                .map(AllowedHosts::entry)
                .flatMap(Optional::stream)
                .limit(MAX)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Optional<String> entry(@Nullable String text) {
        String entry = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        return IpRange.parse(entry)
                .map(IpRange::toString)
                .or(() -> Optional.of(entry)
                        .filter(name -> name.length() <= MAX_NAME)
                        .filter(name -> NAME.matcher(name).matches()));
    }

    /** Whether the realm lets the server connect to that address, which it was given for that name. */
    public boolean allows(String host, InetAddress address) {
        return entries.contains(host.toLowerCase(Locale.ROOT))
                || ranges.stream().anyMatch(range -> range.contains(address));
    }

    /** The entries in one spelling, sorted. */
    public List<String> entries() {
        return List.copyOf(entries);
    }
}
