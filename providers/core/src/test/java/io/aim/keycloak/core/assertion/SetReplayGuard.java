package io.aim.keycloak.core.assertion;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Remembers ids for good, and what it was asked. */
final class SetReplayGuard implements ReplayGuard {

    private final Set<String> used = new HashSet<>();
    private final List<Long> lifespans = new ArrayList<>();

    @Override
    public boolean firstUse(String jti, long lifespanSeconds) {
        lifespans.add(lifespanSeconds);
        return used.add(jti);
    }

    void markUsed(String jti) {
        used.add(jti);
    }

    boolean asked() {
        return !lifespans.isEmpty();
    }

    /** How long the ids were to be remembered, in the order of the questions. */
    List<Long> lifespans() {
        return lifespans;
    }
}
