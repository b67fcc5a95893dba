package io.aim.keycloak.core.audit.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aim.keycloak.core.audit.PersonalData;
import io.aim.keycloak.core.audit.SealedEvent;
import io.aim.keycloak.core.audit.tree.Frontier;
import io.aim.keycloak.core.audit.tree.TreeHash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes an export, line by line. The caller feeds the leaves in order from 0 on; the lines of blocks come by
 * themselves. Needs the memory of one line. Not thread-safe.
 */
public final class ExportWriter {

    static final String REMOVED = "removed";
    static final String UNREADABLE = "unreadable";

    private final Appendable out;
    private Frontier frontier = Frontier.EMPTY;

    /** Writes to {@code out}, which is neither flushed nor closed. */
    public ExportWriter(Appendable out) {
        this.out = out;
    }

    /**
     * The next leaf, with its event and those of its personal data that are there.
     *
     * @param hash the recorded hash; it is not checked here, so that the verification shows what was recorded
     */
    public void event(TreeHash hash, SealedEvent event) throws IOException {
        ObjectNode line = leaf(hash);
        line.set("event", event.toJson());
        putPersonal(line, "actorPersonal", event.actorData());
        putPersonal(line, "targetPersonal", event.targetData());
        writeLeaf(line, hash);
    }

    private static void putPersonal(ObjectNode line, String name, @Nullable PersonalData data) {
        if (data != null) {
            line.set(name, data.toJson());
        }
    }

    /** The next leaf, whose event is no longer in the trail. */
    public void removed(TreeHash hash) throws IOException {
        writeLeaf(leaf(hash).put("absent", REMOVED), hash);
    }

    /** The next leaf, whose row is there but no event any more. */
    public void unreadable(TreeHash hash, String reason) throws IOException {
        writeLeaf(leaf(hash).put("absent", UNREADABLE).put("reason", reason), hash);
    }

    /** An event that has no leaf. It may stand anywhere. */
    public void unproven(ObjectNode event) throws IOException {
        ObjectNode line = object();
        line.set("unproven", event);
        write(line);
    }

    /** The next leaf, whose event is not part of this export. */
    public void hashOnly(TreeHash hash) throws IOException {
        writeLeaf(leaf(hash), hash);
    }

    private ObjectNode leaf(TreeHash hash) {
        return object().put("seq", frontier.size()).put("hash", hash.toString());
    }

    private void writeLeaf(ObjectNode line, TreeHash hash) throws IOException {
        write(line);
        List<ObjectNode> blocks = new ArrayList<>(1);
        frontier = frontier.append(hash, (height, index, root) -> {
            if (height == ExportLine.Block.HEIGHT) {
                blocks.add(object().put("block", index).put("hash", root.toString()));
            }
        });
        for (ObjectNode block : blocks) {
            write(block);
        }
    }

    /**
     * The next {@code 1 << height} leaves, of which only the root is given.
     *
     * @throws IllegalArgumentException if no perfect subtree of that height begins at {@link #size()}
     */
    public void subtree(int height, TreeHash hash) throws IOException {
        long index = frontier.size() >> height;
        frontier = frontier.appendSubtree(height, hash);
        ObjectNode line = object();
        line.putObject("subtree").put("height", height).put("index", index).put("hash", hash.toString());
        write(line);
    }

    /** Number of leaves written or covered by subtrees: the {@code seq} of the next leaf. */
    public long size() {
        return frontier.size();
    }

    /** Root over all of them. */
    public TreeHash root() {
        return frontier.root();
    }

    private void write(ObjectNode line) throws IOException {
        out.append(line.toString()).append('\n');
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
