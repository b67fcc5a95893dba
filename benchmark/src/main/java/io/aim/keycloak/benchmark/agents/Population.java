package io.aim.keycloak.benchmark.agents;

import io.aim.keycloak.benchmark.scenario.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The agents of a realm by their numbers: everything about an agent follows from its number. */
final class Population {
    /** Agents in a row that have the same team and owner. */
    static final int TEAM = 20;

    /** Agents in a row that have the same sponsor. */
    static final int DEPARTMENT = 200;

    /** What agents have in common. */
    enum Kind {
        /** Registered, no more; one of twenty. */
        PENDING("pending", "new"),
        /** Was verified once; one of twenty. */
        SUSPENDED("suspended", "old"),
        /** Verified. */
        PRODUCTION("verified", "production"),
        /** Verified. */
        LABORATORY("verified", "laboratory");

        private final String status;
        private final String tag;

        Kind(String status, String tag) {
            this.status = status;
            this.tag = tag;
        }

        String status() {
            return status;
        }

        String tag() {
            return tag;
        }

        boolean verified() {
            return status.equals("verified");
        }
    }

    private Population() {}

    static Kind kind(int number) {
        return switch (number % TEAM) {
            case 0 -> Kind.PENDING;
            case 1 -> Kind.SUSPENDED;
            default -> number % 2 == 0 ? Kind.PRODUCTION : Kind.LABORATORY;
        };
    }

    /** Names in the order of the numbers. */
    static String name(int number) {
        return String.format(Locale.ROOT, "agent-%07d", number);
    }

    static String team(int number) {
        return "team-" + number / TEAM;
    }

    static String owner(int number) {
        return "owner-" + number / TEAM;
    }

    static String sponsor(int number) {
        return "sponsor-" + number / DEPARTMENT;
    }

    static SigningKey key(int number) {
        try {
            return SigningKey.ofSecret(
                    MessageDigest.getInstance("SHA-256").digest(name(number).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many of the first agents are such. */
    static long count(int size, IntPredicate such) {
        return IntStream.range(0, size).filter(such).count();
    }

    /** So many verified agents from a range, evenly spread over it. */
    static int[] spread(int from, int to, int count) {
        int[] verified = IntStream.range(from, to)
                .filter(number -> kind(number).verified())
                .toArray();
        return IntStream.range(0, count)
                .map(i -> verified[(int) ((long) i * verified.length / count)])
                .toArray();
    }
}
