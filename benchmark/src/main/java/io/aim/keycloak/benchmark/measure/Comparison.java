package io.aim.keycloak.benchmark.measure;

/**
 * One subject against another, round by round.
 *
 * @param ours the one
 * @param theirs the other
 */
public record Comparison(Series ours, Series theirs) {

    /** How many times as many answers per second. */
    public Spread rate() {
        return Spread.ofRatios(ours.rounds(), theirs.rounds(), Round::rate);
    }

    /** How many times as much of the server's processor time per answer. */
    public Spread serverCpu() {
        return Spread.ofRatios(ours.rounds(), theirs.rounds(), Round::serverCpu);
    }
}
