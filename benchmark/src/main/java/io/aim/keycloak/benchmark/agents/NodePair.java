package io.aim.keycloak.benchmark.agents;

import io.aim.keycloak.benchmark.server.BenchmarkServer;
import io.aim.keycloak.benchmark.server.BenchmarkServer.Cluster;
import io.aim.keycloak.benchmark.server.BenchmarkServer.Flavour;
import io.aim.keycloak.benchmark.server.DurablePostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Two nodes of one cluster on one database.
 *
 * @param first the one that decides
 * @param second the one that has to hear of it
 * @param issuerBase the address in what both issue
 */
record NodePair(BenchmarkServer first, BenchmarkServer second, String issuerBase) implements AutoCloseable {
    private static final String ISSUER_BASE = "http://cluster.example";
    private static final int NODES = 2;

    static NodePair start(Path root, Path work, DurablePostgres postgres)
            throws IOException, InterruptedException, SQLException {
        AgentsBenchmark.progress("starting two nodes");
        Cluster cluster = new Cluster(ISSUER_BASE, UUID.randomUUID().toString());
        BenchmarkServer first = node("node-a", root, work, postgres, cluster);
        try {
            NodePair nodes = new NodePair(first, node("node-b", root, work, postgres, cluster), ISSUER_BASE);
            nodes.requireOneCluster(postgres);
            return nodes;
        } catch (IOException | InterruptedException | SQLException | RuntimeException e) {
            first.close();
            throw e;
        }
    }

    private static BenchmarkServer node(String name, Path root, Path work, DurablePostgres postgres, Cluster cluster)
            throws IOException, InterruptedException {
        return BenchmarkServer.start(
                root, work, postgres, new Flavour(name, List.of(), Optional.of(cluster)), AgentsBenchmark::progress);
    }

    /** Nodes that did not find each other would be told by the database alone. */
    private void requireOneCluster(DurablePostgres postgres) throws SQLException {
        long members = postgres.jdbc().number("select count(*) from JGROUPS_PING");
        long coordinators = postgres.jdbc().number("select count(*) from JGROUPS_PING where COORD");
        if (members != NODES || coordinators != 1) {
            close();
            throw new IllegalStateException(members + " nodes with " + coordinators + " coordinators");
        }
    }

    @Override
    public void close() {
        second.close();
        first.close();
    }
}
