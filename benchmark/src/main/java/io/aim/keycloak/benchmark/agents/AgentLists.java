package io.aim.keycloak.benchmark.agents;

import io.aim.keycloak.benchmark.agents.Population.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** The lists that administrators look at: first pages and deep ones, each filter with few agents and with many. */
final class AgentLists {
    private AgentLists() {}

    /**
     * A list.
     *
     * @param name for people
     * @param query the query of the address
     * @param such which agents are on its pages
     */
    record AgentList(String name, String query, IntPredicate such) {}

    /**
     * All of them.
     *
     * @param size agents in the realm
     * @param middle cursor of half the agents
     * @param deep cursor of nearly all agents
     */
    static List<AgentList> all(int size, String middle, String deep) {
        int some = size / 2;
        String team = Population.team(some);
        String owner = Population.owner(some);
        String sponsor = Population.sponsor(some);
        List<AgentList> all = new ArrayList<>();
        all.add(new AgentList("first page", "max=20", AgentLists::any));
        all.add(new AgentList("first page of 100", "max=100", AgentLists::any));
        all.add(new AgentList("first page, full", "briefRepresentation=false", AgentLists::any));
        all.add(new AgentList("from the middle", "after=" + middle, AgentLists::any));
        all.add(new AgentList("from 99 %", "after=" + deep, AgentLists::any));
        all.add(new AgentList(
                "status=verified",
                "status=verified",
                number -> Population.kind(number).verified()));
        all.add(new AgentList("status=suspended", "status=suspended", is(Kind.SUSPENDED)));
        all.add(new AgentList(
                "status=suspended, from the middle", "status=suspended&after=" + middle, is(Kind.SUSPENDED)));
        all.add(new AgentList(
                "owner of 20",
                "owner=" + owner,
                number -> Population.owner(number).equals(owner)));
        all.add(new AgentList(
                "sponsor of 200",
                "sponsor=" + sponsor,
                number -> Population.sponsor(number).equals(sponsor)));
        all.add(new AgentList(
                "tag of 20", "tag=" + team, number -> Population.team(number).equals(team)));
        all.add(new AgentList("tag of nearly half", "tag=production", is(Kind.PRODUCTION)));
        all.add(new AgentList(
                "tag of nearly half, from the middle", "tag=production&after=" + middle, is(Kind.PRODUCTION)));
        all.add(new AgentList("search: a name", "search=" + Population.name(some), number -> number == some));
        all.add(new AgentList("search: part of every name", "search=agent", AgentLists::any));
        all.add(new AgentList("search: no name", "search=nobody", number -> false));
        return all;
    }

    private static boolean any(int number) {
        return number >= 0;
    }

    private static IntPredicate is(Kind kind) {
        return number -> Population.kind(number) == kind;
    }
}
