package io.aim.keycloak.core.key;

import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The curve of RFC 8032 §5.1 by the book, affine and slow: a second opinion on points. */
final class Edwards25519 {

    static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    static final BigInteger L = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(inverse(BigInteger.valueOf(121666)))
            .mod(P);
    private static final BigInteger SQRT_OF_MINUS_ONE = BigInteger.TWO.modPow(P.shiftRight(2), P);

    private Edwards25519() {}

    record Point(BigInteger x, BigInteger y) {

        static final Point IDENTITY = new Point(BigInteger.ZERO, BigInteger.ONE);

        Point plus(Point other) {
            BigInteger xx = x.multiply(other.x).mod(P);
            BigInteger yy = y.multiply(other.y).mod(P);
            BigInteger dxxyy = D.multiply(xx).multiply(yy).mod(P);
            return new Point(
                    x.multiply(other.y)
                            .add(y.multiply(other.x))
                            .multiply(inverse(BigInteger.ONE.add(dxxyy)))
                            .mod(P),
                    yy.add(xx).multiply(inverse(BigInteger.ONE.subtract(dxxyy))).mod(P));
        }

        Point times(BigInteger factor) {
            Point result = IDENTITY;
            for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
                result = result.plus(result);
                if (factor.testBit(bit)) {
                    result = result.plus(this);
                }
            }
            return result;
        }

        byte[] encoded() {
            return encode(y, x.testBit(0));
        }
    }

    /** 32 bytes, little-endian, the sign of x in the top bit; y may be too large for a canonical encoding. */
    static byte[] encode(BigInteger y, boolean sign) {
        byte[] encoded = new byte[32];
        for (int i = 0; i < 32; i++) {
            encoded[i] = y.shiftRight(8 * i).byteValue();
        }
        if (sign) {
            encoded[31] |= (byte) 0x80;
        }
        return encoded;
    }

    /** A point with that y, or empty if the curve has none. */
    static Optional<Point> pointWithY(BigInteger y) {
        BigInteger square = y.pow(2)
                .subtract(BigInteger.ONE)
                .multiply(inverse(D.multiply(y.pow(2)).add(BigInteger.ONE)))
                .mod(P);
        BigInteger root = square.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
        return Stream.of(root, root.multiply(SQRT_OF_MINUS_ONE).mod(P))
                .filter(x -> x.modPow(BigInteger.TWO, P).equals(square))
                .findFirst()
                .map(x -> new Point(x, y));
    }

    /** Points with small y; among them are points of every kind. */
    static Stream<Point> points() {
        return IntStream.iterate(2, y -> y + 1).mapToObj(BigInteger::valueOf).flatMap(y -> pointWithY(y).stream());
    }

    /** A point of order 8, which generates all points of small order. */
    static Point torsionGenerator() {
        return points().map(point -> point.times(L))
                .filter(point -> !point.times(BigInteger.valueOf(4)).equals(Point.IDENTITY))
                .findFirst()
                .orElseThrow();
    }

    /** The y coordinates of the eight points of small order. */
    static Set<BigInteger> smallOrderYs() {
        Point generator = torsionGenerator();
        Set<BigInteger> ys = new TreeSet<>();
        IntStream.range(0, 8)
                .forEach(i -> ys.add(generator.times(BigInteger.valueOf(i)).y()));
        return ys;
    }

    private static BigInteger inverse(BigInteger value) {
        return value.modInverse(P);
    }
}
