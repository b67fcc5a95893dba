package io.aim.keycloak.jpa;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Rows that stand for a set of texts, one row each. */
public final class TextRows {

    private TextRows() {}

    /**
     * Removes the rows of texts that are not wanted and adds those that are missing; the others stay untouched.
     *
     * @param rows the rows that are there
     * @param text the text of a row
     * @param wanted the set that they are to stand for
     * @param row a new row for a text
     */
    public static <E> void set(
            EntityManager em, List<E> rows, Function<E, String> text, Set<String> wanted, Function<String, E> row) {
        Set<String> missing = new TreeSet<>(wanted);
        for (E present : rows) {
            if (!missing.remove(text.apply(present))) {
                em.remove(present);
            }
        }
        missing.forEach(each -> em.persist(row.apply(each)));
    }
}
