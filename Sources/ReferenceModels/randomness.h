/// Random numbers that are the same bits on every machine.
///
/// Only operations that IEEE 754 rounds exactly are used, and never fused: the C library's `log`
/// differs in the last digit between processors.
#ifndef RANDOMNESS_H
#define RANDOMNESS_H

#include <stdint.h>
#include <string.h>

#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#endif

/// The state of xoshiro256++ (Blackman and Vigna, 2019).
typedef struct {
  uint64_t state[4];
} random_stream;

/// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
static inline uint64_t mix(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

/// The stream that SplitMix64 grows from a seed.
static inline random_stream random_stream_make(uint64_t seed) {
  random_stream stream;
  for (int i = 0; i < 4; i++) stream.state[i] = mix(seed += 0x9e3779b97f4a7c15u);
  return stream;
}

static inline uint64_t rotate_left(uint64_t value, int count) {
  return (value << count) | (value >> (64 - count));
}

/// Sixty-four random bits.
static inline uint64_t random_bits(random_stream *stream) {
  uint64_t *s = stream->state;
  uint64_t result = rotate_left(s[0] + s[3], 23) + s[0];
  uint64_t shifted = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= shifted;
  s[3] = rotate_left(s[3], 45);
  return result;
}

/// A number strictly between zero and one.
static inline double random_uniform(random_stream *stream) {
  // Through a signed number: 52 bits fit, and the conversion is one instruction.
  return ((double)(int64_t)(random_bits(stream) >> 12) + 0.5) * 0x1p-52;
}

/// The natural logarithm of a positive, normal, finite number, within one unit in the last place.
///
/// The method and the polynomial of fdlibm's `e_log.c` (Sun Microsystems, 1993; freely
/// distributable): x = 2^k (1 + f) with 1 + f near one, s = f / (2 + f), and a polynomial in s^2.
static inline double natural_logarithm(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  // Moves the exponent so that 1 + f lies between √½ and √2.
  uint64_t shifted = bits + (0x3ff0000000000000u - 0x3fe6a09e667f3bcdu);
  int64_t k = (int64_t)(shifted >> 52) - 0x3ff;
  bits = (shifted & 0x000fffffffffffffu) + 0x3fe6a09e667f3bcdu;
  double mantissa;
  memcpy(&mantissa, &bits, sizeof mantissa);

  double f = mantissa - 1, s = f / (2 + f), z = s * s, w = z * z;
  double even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 +
                                                     w * 1.531383769920937332e-01));
  double odd = z * (6.666666666666735130e-01 +
                    w * (2.857142874366239149e-01 +
                         w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  double half = 0.5 * f * f, exponent = (double)k;
  return exponent * 6.93147180369123816490e-01 -
         ((half - (s * (half + (even + odd)) + exponent * 1.90821492927058770002e-10)) - f);
}

/// An exponential time of a given mean in nanoseconds, rounded once, to the nearest.
static inline int64_t random_exponential(random_stream *stream, double mean_ns) {
  return (int64_t)(-mean_ns * natural_logarithm(random_uniform(stream)) + 0.5);
}

#endif
