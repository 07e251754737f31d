package sc.fiji.unet.label;

import java.util.Arrays;

/** Disjoint sets of the numbers 0..n-1, which can grow. The representative of a set is its lowest number. For one thread. */
public final class UnionFind {
    private int[] parent = new int[64];
    private int size;

    /** Adds the next number as a set of its own and returns it. */
    public int add() {
        if (size == parent.length)
            parent = Arrays.copyOf(parent, (int) Math.min(Integer.MAX_VALUE - 8L, size + Math.max(64L, size / 2)));
        parent[size] = size;
        return size++;
    }

    /** The numbers added so far. */
    public int size() {
        return size;
    }

    /** The representative of the set that holds this number. */
    public int find(int number) {
        int root = number;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }

    /** Makes one set of two and returns its representative. */
    public int union(int a, int b) {
        int first = find(a);
        int second = find(b);
        int root = Math.min(first, second);
        parent[Math.max(first, second)] = root;
        return root;
    }

    /**
     * Numbers the sets 1..count in the order of their representatives.
     *
     * @return the number of the set of each element; the count is their maximum
     */
    public int[] numbers() {
        int[] numbers = new int[size];
        int count = 0;
        for (int i = 0; i < size; i++) numbers[i] = find(i) == i ? ++count : numbers[find(i)];
        return numbers;
    }
}
